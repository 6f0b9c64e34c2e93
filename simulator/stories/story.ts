import type { KnownComplaint } from './known-complaint.js';
import type { ExampleName } from './examples.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';

/** A story: a complaint of docs/examples, what happened before it, and what people do. */
export interface Story {
  readonly id: ExampleName;
  readonly title: string;
  /**
   * Makes happen in the outside world what the complaint is about; a second call changes nothing.
   * @returns the complaint with the times at which it really happened
   */
  setTheStage(stage: Stage, complaint: KnownComplaint): Promise<KnownComplaint>;
  /** Posts the complaint and plays it to its end. */
  play(scene: Scene, complaint: KnownComplaint): Promise<void>;
}

/** Returns the instant that many minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}
