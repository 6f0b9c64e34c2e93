/** SentencePiece writes a space as this sign. */
const SPACE = '\u2581';

/**
 * Writes a text as the encoder's vocabulary does: NFKC, no control signs, one `▁` for every run of
 * spaces (the zero-width one too) and one before the text. An empty text stays empty.
 */
export function normalise(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200b\u200e\u200f\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return plain === '' ? '' : `${SPACE}${plain.replaceAll(' ', SPACE)}`;
}
