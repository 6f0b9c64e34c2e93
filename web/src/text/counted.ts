/** Writes an English noun as its number wants it, also with one word between: `1 open case[s]` is `1 open case`, and `2 case[s]` is `2 cases`. */
export function counted(text: string): string {
  return text.replace(/(?<![\d.,])1 ((?:[a-z]+ )?\w+)\[s\]/g, '1 $1').replace(/(?<=\w)\[s\]/g, 's');
}
