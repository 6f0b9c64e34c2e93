import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { AddFiles } from '../../ui/files/add-files.js';
import { FileList } from '../../ui/files/file-list.js';
import { asBody } from '../../ui/files/files.js';
import { useText as useFileText } from '../../ui/words.js';
import { useText } from '../call/words.js';

/**
 * The files of a draft: slips and chats that the caller sends while they speak. They survive a crash
 * with the draft, and go to the case when the complaint is received.
 */
export function DraftFiles({ draftId }: { draftId: string | undefined }) {
  const { t } = useText();
  const file = useFileText().t;
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['draft-files', draftId],
    queryFn: () => dataOf(api.GET('/v1/drafts/{id}/attachments', { params: { path: { id: draftId ?? '' } } })),
    enabled: draftId !== undefined,
    staleTime: 'static', // only this page changes them
    gcTime: 0,
    select: ({ attachments }) => attachments,
  });
  const reread = () => queries.resetQueries({ queryKey: ['draft-files', draftId] });
  return (
    <section className="intake-files" aria-labelledby="draft-files">
      <h2 id="draft-files">{file('file.title')}</h2>
      <p className="label">{t('intake.files.lead')}</p>
      <FileList
        files={data ?? []}
        onRemove={async (attachmentId) => {
          const path = { id: draftId ?? '', attachmentId };
          await dataOf(api.DELETE('/v1/drafts/{id}/attachments/{attachmentId}', { params: { path } }));
          await reread();
        }}
      />
      <AddFiles
        blocked={draftId === undefined ? t('intake.files.typeFirst') : undefined}
        onAdd={async (chosen, kind) => {
          const params = { path: { id: draftId ?? '' }, query: { kind } };
          await dataOf(api.POST('/v1/drafts/{id}/attachments', { params, ...asBody(chosen) }));
          await reread();
        }}
      />
    </section>
  );
}
