import { decodeQR } from 'qr/decode.js';

/** Longer sides are made so long (pixels): the code of a slip stays legible. */
const MOST_PIXELS = 1_600;

/** A picture: a file that somebody chose, or what the camera shows. */
type Picture = ImageBitmap | HTMLVideoElement;

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
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), { timeLimit: 500 });
  } catch {
    return undefined; // no code in it
  }
}
