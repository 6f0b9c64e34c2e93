import { NoAnswerError } from '../../signed-http/no-answer.js';
import type { Endpoint } from '../../signed-http/signed-client.js';
import { INSTITUTION_CALLS } from '../../wire/institution/institution-calls.js';
import type { InstitutionPort } from '../port.js';

/**
 * The port to institutions without an address. Nobody can be called there: each message waits until a person of the
 * institution takes it in a workbook, and is silence until then. Answers come by upload.
 */
const SPREADSHEET_INSTITUTIONS = Object.fromEntries(
  Object.keys(INSTITUTION_CALLS).map((name) => [
    name,
    ({ slug }: Endpoint) => Promise.reject(new NoAnswerError(slug, 'BY_SPREADSHEET')),
  ]),
) as unknown as InstitutionPort;

/** Makes the port to every institution: by the signed protocol, or by workbooks where the directory says so. */
export function institutionsByWay<Port extends InstitutionPort & { close(): Promise<void> }>(
  signed: Port,
): InstitutionPort & { close(): Promise<void> } {
  const methods = Object.keys(INSTITUTION_CALLS).map((name) => {
    const method = name as keyof InstitutionPort;
    const call = (to: Endpoint, ...rest: unknown[]): unknown => {
      const port: InstitutionPort = to.bySpreadsheet === true ? SPREADSHEET_INSTITUTIONS : signed;
      return (port[method] as (to: Endpoint, ...sent: unknown[]) => unknown)(to, ...rest);
    };
    return [name, call];
  });
  return { ...(Object.fromEntries(methods) as InstitutionPort), close: () => signed.close() };
}
