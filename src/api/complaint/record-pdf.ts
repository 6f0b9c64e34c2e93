import type { RecordLine } from '../../domain/complaint/words/record-lines.js';
import { CENTRE } from '../print/centre.js';
import { printPdf } from '../print/print-pdf.js';

/** Writes the record of a notice as a PDF in Thai: all lines of the record, and no other. */
export function recordPdf(caseNo: string, lines: readonly RecordLine[]): Promise<Buffer> {
  return printPdf({
    title: `บันทึกการแจ้ง ${caseNo}`,
    heading: 'บันทึกการแจ้งตามมาตรา 8',
    subheading: CENTRE,
    rows: lines.map(({ name, value }) => [name.th, value.th] as const),
  });
}
