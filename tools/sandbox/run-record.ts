import type { Scenario, Step } from './scenario.js';

/** A message of a run as it went over the wire, with its answer. */
export interface Message {
  /** The place of the step during which it came, from 0. */
  readonly step: number;
  /** Who sent it. */
  readonly by: 'centre' | 'institution';
  /** When it was sent, or came (RFC 3339). */
  readonly at: string;
  readonly tookMs: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Absent where no answer came. */
  readonly status?: number;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly answerBody: string;
  /** What became of the signature of the institution: `holds`, a code, or `unsigned` where that is right. */
  readonly signature: string;
  /** Why the signature does not hold, in words; empty where it does. */
  readonly signatureDetail: string;
}

/** Something that is expected of an answer, and what was seen. */
export interface Expectation {
  readonly field: string;
  readonly wanted: string;
  readonly seen: string;
  readonly passed: boolean;
}

/** What became of a step. `not_run`: one before it failed, or nothing restarts or restores the institution. */
type StepVerdict = 'waiting' | 'playing' | 'passed' | 'failed' | 'not_run';

export interface PlayedStep {
  readonly kind: Step['kind'];
  readonly what: Step['what'];
  /** The anchor of the sentence of the guide, the sentence, and the file of docs/protocol that it stands in. */
  readonly says: string;
  readonly sentence: string;
  readonly file: string;
  verdict: StepVerdict;
  /** What was seen, where it was not what the guide says. */
  seen: string;
  readonly expectations: Expectation[];
}

/** A run of a scenario: shown while it plays, and kept as JSON. */
export interface Run {
  readonly id: string;
  /** The name of the file, without its ending. */
  readonly scenario: string;
  /** The run that this one replays from its beginning. */
  readonly replays?: string;
  readonly title: Scenario['title'];
  readonly institution: string;
  readonly url: string;
  readonly accountNo: string;
  readonly startedAt: string;
  endedAt?: string;
  verdict: 'playing' | 'passed' | 'failed' | 'not_run';
  readonly steps: PlayedStep[];
  readonly messages: Message[];
}
