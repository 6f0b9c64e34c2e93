import { useCallback, useEffect, useRef, useState } from 'react';

/** Words in both languages of the page. */
type Both = Readonly<Record<'th' | 'en', string>>;

type Verdict = 'playing' | 'passed' | 'failed' | 'not_run';

/** A scenario of the sandbox, or what is wrong with its file. */
export type ScenarioRow = { readonly id: string; readonly isOwn: boolean } & (
  | {
      readonly title: Both;
      readonly about: Both;
      readonly books: string;
      readonly steps: readonly { readonly kind: string; readonly what: Both }[];
    }
  | { readonly fault: string }
);

/** A run, without its steps. */
interface RunHead {
  readonly id: string;
  readonly scenario: string;
  readonly replays?: string;
  readonly title: Both;
  readonly verdict: Verdict;
  readonly startedAt: string;
}

/** What the page shows beside a run (tools/sandbox/page-server.ts). */
export interface SandboxState {
  readonly institution: { readonly slug: string; readonly url: string; readonly isExample: boolean };
  readonly centreUrl: string;
  readonly canRestart: boolean;
  readonly accountsLeft: Readonly<Record<string, number>>;
  readonly ownFolder: string;
  readonly files: readonly string[];
  readonly scenarios: readonly ScenarioRow[];
  readonly runs: readonly RunHead[];
}

/** A message with its answer, as it went over the wire. */
export interface Message {
  readonly step: number;
  readonly by: 'centre' | 'institution';
  readonly at: string;
  readonly tookMs: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status?: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answerBody: string;
  readonly signature: string;
  readonly signatureDetail: string;
}

export interface PlayedStep {
  readonly kind: string;
  readonly what: Both;
  readonly says: string;
  readonly sentence: string;
  readonly file: string;
  readonly verdict: Verdict | 'waiting';
  readonly seen: string;
  readonly expectations: readonly {
    readonly field: string;
    readonly wanted: string;
    readonly seen: string;
    readonly passed: boolean;
  }[];
}

/** A run (tools/sandbox/run-record.ts). */
export interface SandboxRun extends RunHead {
  readonly institution: string;
  readonly url: string;
  readonly accountNo: string;
  readonly endedAt?: string;
  readonly steps: readonly PlayedStep[];
  readonly messages: readonly Message[];
}

/** What the sandbox answered instead; `detail` is in English, for an engineer. */
export class SandboxProblem extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
  ) {
    super(code);
  }
}

/** Asks the server of the page. Throws SandboxProblem for every other answer than the one that was asked for. */
export async function ask<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
  const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  let response: Response;
  try {
    response = await window.fetch(`/sandbox/${path}`, { method, ...sent });
  } catch {
    throw new SandboxProblem('NETWORK', '');
  }
  const answer: unknown = await response.json();
  if (response.ok) return answer as Answer;
  const { code = 'UNKNOWN', detail = '' } = answer as { code?: string; detail?: string };
  throw new SandboxProblem(code, detail);
}

interface Live {
  readonly state: SandboxState | undefined;
  /** The run that is shown: the chosen one, else the newest. */
  readonly run: SandboxRun | undefined;
  /** True while the sandbox does not answer. */
  readonly isGone: boolean;
  readonly choose: (runId: string) => void;
}

/** Keeps what the page shows, and reads it anew each time that the sandbox says that something changed. */
export function useSandbox(): Live {
  const [state, setState] = useState<SandboxState>();
  const [run, setRun] = useState<SandboxRun>();
  const [isGone, setGone] = useState(false);
  const chosen = useRef<string>(undefined);
  // One reading at a time: what changes meanwhile is read by the next one.
  const reading = useRef({ isBusy: false, isOld: false });

  const read = useCallback(async () => {
    reading.current.isOld = true;
    if (reading.current.isBusy) return;
    reading.current.isBusy = true;
    try {
      while (reading.current.isOld) {
        reading.current.isOld = false;
        const now = await ask<SandboxState>('GET', 'state');
        const id = now.runs.find((one) => one.id === chosen.current)?.id ?? now.runs[0]?.id;
        setState(now);
        setRun(id === undefined ? undefined : await ask<SandboxRun>('GET', `runs/${id}`));
        setGone(false);
      }
    } catch {
      setGone(true);
    } finally {
      reading.current.isBusy = false;
    }
  }, []);

  useEffect(() => {
    const events = new EventSource('/sandbox/events');
    events.onmessage = () => void read();
    events.onerror = () => setGone(true);
    return () => events.close();
  }, [read]);

  const choose = useCallback(
    (runId: string) => {
      chosen.current = runId;
      void read();
    },
    [read],
  );
  return { state, run, isGone, choose };
}
