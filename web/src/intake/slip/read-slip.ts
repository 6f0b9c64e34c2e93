import { createWorker, type Page, type Worker } from 'tesseract.js';
import core from 'tesseract.js-core/tesseract-core-simd-lstm.wasm.js?url';
import workerFile from 'tesseract.js/dist/worker.min.js?url';
import latin from '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz';
import thai from '@tesseract.js-data/tha/4.0.0_best_int/tha.traineddata.gz';
import type { Day } from '../../format/bangkok.js';
import { readSlipText, type ReadLine, type SlipText } from './slip-text.js';

/** A picture is drawn so wide (pixels), that letters are large enough, and no longer than this. */
const WIDTH_PIXELS = 1_000;
const MOST_PIXELS = 3_000;

/** Thai with Latin letters, and Latin letters alone. */
type Readers = readonly [both: Worker, latin: Worker];

let readers: Promise<Readers> | undefined;

/**
 * Reads the text of a slip on this machine (Tesseract): no picture leaves it. The first reading loads the
 * reader from the centre, some 8 MB, and the next ones have it. Turns a picture that lies askew.
 * @throws Error when the reader cannot be loaded: then the next reading tries anew
 */
export async function readSlip(picture: ImageBitmap, today: Day): Promise<SlipText> {
  readers ??= loadReaders();
  const [both, alone] = await readers.catch((error: unknown) => {
    readers = undefined;
    throw error;
  });
  const canvas = drawn(picture);
  const { data } = await both.recognize(canvas, { rotateAuto: true }, { blocks: true });
  const again = await alone.recognize(canvas, { rotateRadians: data.rotateRadians ?? 0 }, { blocks: true });
  return readSlipText(linesOf(data), linesOf(again.data), today);
}

async function loadReaders(): Promise<Readers> {
  const [both, alone] = await Promise.all([loadReader([thai, latin]), loadReader([latin])]);
  return [both, alone];
}

/** Loads a reader of some languages: a language is called as its file is, and lies beside the others. */
async function loadReader(languages: readonly string[]): Promise<Worker> {
  const files = languages.map((url) => /^(.*)\/([^/]+)\.traineddata$/.exec(url) ?? []);
  const reader = await createWorker(files.map(([, , name = '']) => name).join('+'), 1, {
    workerPath: workerFile,
    corePath: core,
    langPath: files[0]?.[1] ?? '',
    gzip: false,
    cacheMethod: 'none',
    workerBlobURL: false,
  });
  await reader.setParameters({ preserve_interword_spaces: '1' });
  return reader;
}

function drawn(picture: ImageBitmap): OffscreenCanvas {
  const scale = Math.min(WIDTH_PIXELS / picture.width, MOST_PIXELS / picture.height);
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no pictures');
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Returns the lines of a page that was read, each with its signs. */
function linesOf({ blocks }: Page): ReadLine[] {
  const lines = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.map(({ text, words }) => ({
    text: text.trim(),
    signs: words.flatMap(({ symbols }) =>
      symbols.map(({ text: sign, bbox: { x0, y0, x1, y1 } }) => ({
        text: sign,
        left: x0,
        top: y0,
        right: x1,
        bottom: y1,
      })),
    ),
  }));
}
