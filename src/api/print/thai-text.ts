/** A letter as it is drawn, with the characters that it stands for. */
interface Glyph {
  readonly id: number;
  readonly name: string;
  readonly codePoints: readonly number[];
}

/** Where a glyph is drawn, relative to where the one before ended; units of the font. */
interface Position {
  readonly xAdvance: number;
}

interface Run {
  glyphs: Glyph[];
  positions: Position[];
}

/** What is used of a font of fontkit, with which PDFKit draws. */
interface Font {
  layout(text: string, features?: unknown): Run;
  glyphForCodePoint(codePoint: number): Glyph;
}

const [SARA_AM, SARA_AA, RING] = ['ำ', 'า', 'ํ'].map((sign) => sign.charCodeAt(0)) as [number, number, number];
/** The ring alone or joined with a tone, as the font names them. */
const RINGS = /^uni0E4D(0E4[89AB])?(\.narrow)?$/;
/** A ring and า that were typed apart are the letter ำ, as every Thai keyboard writes it. */
const TYPED_APART = /ํ([่-๋]?)า/g;

/**
 * Makes the text of a PDF whole: the font draws ำ as two glyphs, a ring (with the tone, if one stands
 * there) and า. PDFKit notes for each glyph the characters it stood for when it was met first, so ำ
 * took the characters of า away, in the whole document. Here the ring stands for its tone and is
 * followed by the font's own ำ, whose ring lies on it; า stands for itself. Over a letter with a tall
 * stem (ป ฝ ฟ) the ring is moved, so there the text has ํ and า, as a reader spells ำ apart.
 */
export function keepThaiText(font: Font): void {
  const drawn = font.layout.bind(font);
  font.layout = (text, features) => {
    const run = drawn(text.replace(TYPED_APART, '$1ำ'), features);
    const aa = font.glyphForCodePoint(SARA_AA);
    const am = font.glyphForCodePoint(SARA_AM);
    const kept = run.glyphs.map((glyph, index) => {
      const position = run.positions[index] as Position;
      const ring = RINGS.exec(glyph.name);
      if (ring !== null && run.glyphs[index + 1]?.id === aa.id) {
        const tone = ring[1] === undefined ? [] : [Number.parseInt(ring[1], 16)];
        if (ring[2] !== undefined) return [{ glyph: standsFor(glyph, [RING, ...tone]), position }];
        return tone.length === 0 ? [] : [{ glyph: standsFor(glyph, tone), position }];
      }
      if (glyph.id !== aa.id) return [{ glyph, position }];
      const before = RINGS.exec(run.glyphs[index - 1]?.name ?? '');
      const isPart = before !== null && before[2] === undefined;
      return [{ glyph: isPart ? standsFor(am, [SARA_AM]) : standsFor(aa, [SARA_AA]), position }];
    });
    run.glyphs = kept.flat().map(({ glyph }) => glyph);
    run.positions = kept.flat().map(({ position }) => position);
    return run;
  };
}

/** Returns a glyph that stands for some characters, whatever it stood for before. */
function standsFor(glyph: Glyph, codePoints: readonly number[]): Glyph {
  return Object.create(glyph, { codePoints: { value: codePoints } }) as Glyph;
}
