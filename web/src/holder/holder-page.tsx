import { useCallback, useEffect, useState } from 'react';
import { dataOf, openApi } from '../api/client.js';
import type { AppealStatus } from '../api/schema.js';
import { serverNow } from '../api/server-time.js';
import { ProofForm, type Proof } from '../open/proof-form.js';
import { usePageTitle } from '../ui/screen.js';
import { HolderStatus } from './holder-status.js';
import { useText } from './words.js';

/** What the holder saw last is read again this often. */
const READ_EVERY_MS = 60_000;

/** What is shown, with the proof that opened it. Both live in this page's memory only. */
interface Opened {
  readonly proof: Proof;
  readonly status: AppealStatus;
  readonly readAtMs: number;
  readonly isStale: boolean;
}

/** The page of a holder: by reference and second secret, in one hold's five facts. */
export function HolderPage() {
  const { t } = useText();
  const [opened, setOpened] = useState<Opened>();
  usePageTitle(t('holder.page'));

  const open = useCallback(async (proof: Proof) => {
    const status = await readStatus(proof);
    setOpened({ proof, status, readAtMs: serverNow(), isStale: false });
  }, []);

  const proof = opened?.proof;
  useEffect(() => {
    if (proof === undefined) return;
    const timer = setInterval(() => {
      open(proof).catch(() => setOpened((now) => now && { ...now, isStale: true }));
    }, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [proof, open]);

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
      status={opened.status}
      staleSinceMs={opened.isStale ? opened.readAtMs : undefined}
      onAppeal={async (statement) => {
        const { number: reference, code: secret } = opened.proof;
        await dataOf(openApi.POST('/v1/appeals', { body: { reference, secret, statement } }));
        await open(opened.proof);
      }}
      onClose={() => setOpened(undefined)}
    />
  );
}

function readStatus({ number: reference, code: secret }: Proof): Promise<AppealStatus> {
  return dataOf(openApi.POST('/v1/appeals/status', { body: { reference, secret } }));
}
