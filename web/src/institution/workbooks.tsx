import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { IconFileDownload } from '@tabler/icons-react';
import { api, dataOf } from '../api/client.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { FileButton } from '../ui/fields/file-button.js';
import { saveFile } from '../ui/files/save-file.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

const FORMATS = ['xlsx', 'csv'] as const;

/**
 * Takes the workbook of what the institution owes an answer to, and sends a filled one. What became of each row
 * stands in the list below; here is said how many count, wait or are refused.
 */
export function Workbooks({
  slug,
  onTaken,
  blocked,
}: {
  slug: string;
  onTaken: (id: string) => void;
  blocked: string | undefined;
}) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ words: string; isRight: boolean }>();
  const during = async (act: () => Promise<string>) => {
    setBusy(true);
    setSaid(undefined);
    setSaid(
      await act().then(
        (words) => ({ words, isRight: true }),
        (error: unknown) => ({ words: problems.of(error), isRight: false }),
      ),
    );
    setBusy(false);
  };
  const take = (format: (typeof FORMATS)[number]) =>
    during(async () => {
      const answer = api.POST('/v1/institution/workbooks', {
        body: { format },
        parseAs: 'blob',
      }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
      saveFile(`rangap-${slug}.${format}`, await dataOf(answer));
      return t('own.sheet.given');
    });
  const send = (file: File) =>
    during(async () => {
      const { sheet, openRows } = await dataOf(
        api.POST('/v1/institution/sheets', {
          body: file as unknown as string,
          bodySerializer: (body: string) => body,
          headers: { 'content-type': 'application/octet-stream' },
        }),
      );
      await queries.invalidateQueries({ queryKey: ['list', 'own-sheets'] });
      onTaken(sheet.id);
      const count = (...states: string[]) => sheet.rows.filter(({ state }) => states.includes(state)).length;
      return t('own.sheet.taken', {
        taken: count('taken'),
        waits: count('waits'),
        known: count('known'),
        refused: count('refused'),
        open: openRows,
      });
    });
  const why = blocked ?? (isBusy ? t('own.sheet.busy') : undefined);
  return (
    <>
      {FORMATS.map((format) => (
        <ActButton key={format} className="button small" why={why} onClick={() => void take(format)}>
          <IconFileDownload size={16} aria-hidden /> {t(`own.sheet.get.${format}`)}
        </ActButton>
      ))}
      <FileButton
        label={t('own.sheet.send')}
        accept=".xlsx,.csv"
        why={why}
        onFiles={([file]) => {
          if (file !== undefined) void send(file);
        }}
      />
      <span
        role="status"
        className="note"
        data-tone={said?.isRight === false ? 'wrong' : 'right'}
        hidden={said === undefined}
      >
        {said?.words}
      </span>
    </>
  );
}
