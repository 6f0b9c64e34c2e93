import { api, dataOf } from '../../api/client.js';
import { asBody } from './files.js';
import { KeptFiles, type ShownFilesProps } from './kept-files.js';

/** The files of a case with those of its appeals. */
export function CaseFiles({ caseId, mayAdd, blocked }: ShownFilesProps & { caseId: string }) {
  const path = { id: caseId };
  return (
    <KeptFiles
      queryKey={['case', caseId, 'files']}
      onRead={() => dataOf(api.GET('/v1/cases/{id}/attachments', { params: { path } }))}
      onAdd={(file, kind) =>
        dataOf(api.POST('/v1/cases/{id}/attachments', { params: { path, query: { kind } }, ...asBody(file) }))
      }
      mayAdd={mayAdd}
      blocked={blocked}
    />
  );
}
