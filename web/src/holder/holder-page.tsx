import { dataOf, openApi } from '../api/client.js';
import type { AppealStatus } from '../api/schema.js';
import { ProofForm, type Proof } from '../open/proof-form.js';
import { useOpened } from '../open/use-opened.js';
import { asBody } from '../ui/files/files.js';
import { saveFile } from '../ui/files/save-file.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { HolderStatus } from './holder-status.js';
import { useText } from './words.js';

/** The page of a holder: by reference and second secret, one hold's five facts and the appeal. */
export function HolderPage() {
  const { t } = useText();
  const { opened, open, close } = useOpened(readStatus);
  usePageTitle(t('holder.page'));
  if (opened === undefined) {
    return (
      <main id="content" className="slip">
        <h1>{t('holder.ask')}</h1>
        <p>{t('holder.askLead')}</p>
        <ProofForm
          numberLabel={t('holder.reference')}
          numberHint={t('holder.referenceHint')}
          codeSource={t('holder.codeSource')}
          onProof={open}
        />
        <p>{t('holder.noNotice')}</p>
      </main>
    );
  }
  return (
    <HolderStatus
      status={opened.seen}
      staleSinceMs={opened.staleSinceMs}
      onAppeal={async (statement, phone) => {
        const { number: reference, code: secret } = opened.proof;
        await dataOf(openApi.POST('/v1/appeals', { body: { reference, secret, statement, phone } }));
        await open(opened.proof);
      }}
      onFile={async (file, kind) => {
        const { number: reference, code: secret } = opened.proof;
        await dataOf(
          openApi.POST('/v1/appeals/attachments', {
            params: { query: { kind }, header: { 'rangap-reference': reference, 'rangap-secret': secret } },
            ...asBody(file),
          }),
        );
      }}
      onLetter={async () => {
        const { number: reference, code: secret } = opened.proof;
        const answer = openApi.POST('/v1/appeals/release-letters', {
          body: { reference, secret },
          parseAs: 'blob',
        }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
        saveFile('release-letter.pdf', await dataOf(answer));
      }}
      onClose={close}
    />
  );
}

function readStatus({ number: reference, code: secret }: Proof): Promise<AppealStatus> {
  return dataOf(openApi.POST('/v1/appeals/status', { body: { reference, secret } }));
}
