import { api, dataOf } from '../api/client.js';
import { asBody } from '../ui/files/files.js';
import { KeptFiles, type ShownFilesProps } from '../ui/files/kept-files.js';

/** The files of one appeal. */
export function AppealFiles({ appealId, mayAdd, blocked }: ShownFilesProps & { appealId: string }) {
  const path = { id: appealId };
  return (
    <KeptFiles
      queryKey={['case', appealId, 'files']}
      onRead={() => dataOf(api.GET('/v1/appeals/{id}/attachments', { params: { path } }))}
      onAdd={(file, kind) =>
        dataOf(api.POST('/v1/appeals/{id}/attachments', { params: { path, query: { kind } }, ...asBody(file) }))
      }
      mayAdd={mayAdd}
      blocked={blocked}
    />
  );
}
