import { inflateSync } from 'node:zlib';

/**
 * Reads the text of a PDF that PDFKit wrote, a line for each text object, only by what each letter
 * says that it stands for (ToUnicode, ISO 32000-1 §9.10.3): as a search, a copy or a reader does that
 * knows no ActualText.
 */
export function textOfPdf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  const cmaps = new Map(
    [...objects].flatMap(([, { head }]) =>
      [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [
        String(name),
        cmapOf(String(objects.get(reference(objects.get(Number(font))?.head, 'ToUnicode'))?.stream)),
      ]),
    ),
  );
  const lines: string[] = [];
  for (const [, { head }] of objects) {
    if (!/\/Type \/Page\b/.test(head)) continue;
    const content = String(objects.get(reference(head, 'Contents'))?.stream);
    for (const [object] of content.matchAll(/BT[\s\S]*?ET/g)) {
      const cmap = cmaps.get(/\/(F\d+) [\d.]+ Tf/.exec(object)?.[1] ?? '');
      const codes = [...object.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => String(hex).match(/.{4}/g) ?? []);
      lines.push(codes.map((code) => cmap?.get(code) ?? `[no text for ${code}]`).join(''));
    }
  }
  return lines;
}

/** Reads what a PDF says that its lines are (ActualText), for readers that know it. */
export function actualTextOfPdf(pdf: Buffer): string[] {
  return [...objectsOf(pdf)].flatMap(([, { head, stream }]) =>
    /\/Filter/.test(head)
      ? [...stream.matchAll(/\/ActualText \(((?:\\[\s\S]|[^\\)])*)\)/g)].map(([, text]) => unescaped(String(text)))
      : [],
  );
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const bytes = Buffer.from(
    text.replace(/\\([\s\S])/g, (_, sign: string) => signs[sign] ?? sign),
    'latin1',
  );
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString('latin1');
}

function objectsOf(pdf: Buffer): Map<number, { head: string; stream: string }> {
  const objects = pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map(
    [...objects].map(([, id, body]) => {
      const [head = '', stream] = String(body).split('\nstream\n', 2);
      const bytes = Buffer.from(stream?.replace(/\nendstream$/, '') ?? '', 'latin1');
      const isPacked = stream !== undefined && head.includes('FlateDecode') && !head.includes('/Length1');
      return [Number(id), { head, stream: isPacked ? inflateSync(bytes).toString('latin1') : '' }];
    }),
  );
}

function reference(head: string | undefined, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(head ?? '')?.[1]);
}

function cmapOf(stream: string): ReadonlyMap<string, string> {
  const ranges = [...stream.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)];
  return new Map(
    ranges.flatMap(([, first, list]) =>
      (String(list).match(/<[0-9a-f ]*>/g) ?? []).map((hex, index) => [
        (Number.parseInt(String(first), 16) + index).toString(16).padStart(4, '0'),
        (hex.slice(1, -1).replaceAll(' ', '').match(/.{4}/g) ?? [])
          .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
          .join(''),
      ]),
    ),
  );
}
