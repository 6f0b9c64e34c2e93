const PARAGRAPHS: Readonly<Record<string, string>> = { '1': 'หนึ่ง', '2': 'สอง', '3': 'สาม', '4': 'สี่' };

/** Writes a section as cited in a row in Thai: `s.6 para 3` becomes `มาตรา 6 วรรคสาม`. */
export function thaiSection(section: string): string {
  return section
    .replaceAll('s.', 'มาตรา ')
    .replaceAll(/ para (\d)/g, (_, paragraph: string) => ` วรรค${PARAGRAPHS[paragraph] ?? paragraph}`);
}
