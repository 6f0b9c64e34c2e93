import PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import { codePointName, visibleText } from '../../domain/visible-text.js';
import { keepThaiText } from './thai-text.js';

const REGULAR = require.resolve('@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf');
const SEMIBOLD = require.resolve('@expo-google-fonts/sarabun/600SemiBold/Sarabun_600SemiBold.ttf');

/** Of an A4 page, in points. */
const [WIDTH, LEFT, TOP, BOTTOM] = [483, 56, 56, 780];
const LABEL_WIDTH = 130;
/** The marks of Thai stand in two storeys: a line is one and a half times its letters. */
const LEADING = 1.5;

const words = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Breaks a text into lines no wider than `width` by `widthOf`: between words, which Thai writes
 * without spaces, and within a word only when the word alone is too wide.
 */
export function wrapThai(text: string, width: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const { segment } of words.segment(paragraph)) {
      const pieces = widthOf(segment) > width ? [...segment] : [segment];
      for (const piece of pieces) {
        if (line !== '' && widthOf(line + piece) > width) {
          lines.push(line.trimEnd());
          line = piece.trimStart();
        } else line += piece;
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** Letters of scripts that the font does not have: it would draw a box for each. */
const NOT_IN_FONT = /[^\p{Script=Thai}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/**
 * Writes a text as it can be printed: what hides or turns it around is made visible, and a letter
 * that the font lacks is named by its code.
 */
export function printable(text: string): string {
  return visibleText(text).replace(NOT_IN_FONT, codePointName);
}

/** What a document says, from top to bottom. */
export interface Printed {
  /** What a reader of PDF shows as its title. */
  readonly title: string;
  readonly heading: string;
  readonly subheading: string;
  /** What stands before the rows, as prose. */
  readonly lead?: string;
  /** What stands on the left, and its value. */
  readonly rows: readonly (readonly [string, string])[];
  /** An address as a QR code, with the words beside it. */
  readonly qr?: { readonly address: string; readonly words: string };
}

/**
 * Writes a document as a PDF in Thai. Every line is marked with its text (ActualText), and its
 * letters stand for their characters, so that a reader, a search and a screen reader get it whole.
 * A text of a party is drawn as text: PDF runs nothing that stands in a line.
 */
export async function printPdf(printed: Printed): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: LEFT, lang: 'th', info: { Title: printed.title } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const font of [REGULAR, SEMIBOLD]) {
    pdf.font(font);
    keepThaiText((pdf as unknown as { _font: { font: Parameters<typeof keepThaiText>[0] } })._font.font);
  }

  let y = TOP;
  const newPage = () => {
    pdf.addPage();
    y = TOP;
  };
  const linesOf = (text: string, font: string, size: number, width: number): string[] => {
    pdf.font(font).fontSize(size);
    return wrapThai(printable(text), width, (line) => pdf.widthOfString(line));
  };
  const write = (text: string, font: string, size: number, x: number, width: number): number => {
    const lines = linesOf(text, font, size, width);
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      pdf.markContent('Span', { actual: line });
      pdf.text(line, x, y + index * size * LEADING, { lineBreak: false });
      pdf.endMarkedContent();
    }
    return lines.length * size * LEADING;
  };
  y += write(printed.heading, SEMIBOLD, 20, LEFT, WIDTH);
  y += write(printed.subheading, REGULAR, 12, LEFT, WIDTH) + 8;
  if (printed.lead !== undefined) y += write(printed.lead, REGULAR, 13, LEFT, WIDTH) + 8;
  for (const [name, value] of printed.rows) {
    if (y > BOTTOM - 60) newPage();
    pdf
      .moveTo(LEFT, y)
      .lineTo(LEFT + WIDTH, y)
      .lineWidth(0.5)
      .stroke('#999999');
    y += 4;
    let below = y + write(name, REGULAR, 11, LEFT, LABEL_WIDTH - 8);
    for (const line of linesOf(value, SEMIBOLD, 12, WIDTH - LABEL_WIDTH)) {
      if (y > BOTTOM - 12 * LEADING) {
        newPage();
        below = TOP;
      }
      y += write(line, SEMIBOLD, 12, LEFT + LABEL_WIDTH, WIDTH - LABEL_WIDTH);
    }
    y = Math.max(y, below) + 4;
  }
  if (printed.qr !== undefined) {
    if (y > BOTTOM - 120) newPage();
    const qr = encodeQR(printed.qr.address, 'raw');
    const dot = 100 / qr.length;
    for (const [row, line] of qr.entries()) {
      for (const [column, isDark] of line.entries()) {
        if (isDark) pdf.rect(LEFT + column * dot, y + 8 + row * dot, dot, dot);
      }
    }
    pdf.fill('#000000');
    y += 8;
    write(printed.qr.words, REGULAR, 11, LEFT + LABEL_WIDTH, WIDTH - LABEL_WIDTH);
  }
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}
