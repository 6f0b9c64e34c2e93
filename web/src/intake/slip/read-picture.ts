import { decodeQR } from 'qr/decode.js';

/** Longer sides are made so long (pixels): the code of a slip stays legible. */
const MOST_PIXELS = 1_600;

/** A picture: a file that somebody chose, or what the camera shows. */
type Picture = ImageBitmap | HTMLVideoElement;

/**
 * For how long a code is looked for, in milliseconds: the camera shows another picture soon, and a
 * chosen one is the only one, also on a slow machine.
 */
const LOOKS_MS = { camera: 500, file: 10_000 };

/** Reads the QR code of a picture, on this machine; undefined when it has none that can be read. */
export function readPicture(picture: Picture): string | undefined {
  const [width, height] =
    picture instanceof HTMLVideoElement ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  if (width === 0 || height === 0) return undefined;
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const timeLimit = picture instanceof HTMLVideoElement ? LOOKS_MS.camera : LOOKS_MS.file;
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit });
  } catch {
    return undefined; // no code in it
  }
}
