/** Writes an English noun as its number wants it: `1 case[s]` is `1 case`, and `2 case[s]` is `2 cases`. */
export function counted(text: string): string {
  return text.replace(/(?<![\d.,])1 (\w+)\[s\]/g, '1 $1').replace(/(?<=\w)\[s\]/g, 's');
}
