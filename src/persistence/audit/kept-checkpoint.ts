import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** A checkpoint by its number and hash. The hash stands for all checkpoints before it too. */
export interface NamedCheckpoint {
  readonly number: number;
  /** SHA-256, in hex, of what it signed. */
  readonly hash: string;
}

/** Why a person lets the signing go on, or takes a gap for honest. */
export const REASONS = ['restored_backup', 'keepers_were_away', 'clock_was_wrong', 'attack_examined'] as const;
export type AcknowledgementReason = (typeof REASONS)[number];

/** A person's word outside the database, by which the keeper goes on from what it finds there. */
export interface Acknowledgement {
  readonly by: string;
  readonly reason: AcknowledgementReason;
  /** What the folder kept when the person looked; null: nothing. */
  readonly kept: NamedCheckpoint | null;
  /** The newest checkpoint of the database then; null: none. */
  readonly found: NamedCheckpoint | null;
}

/**
 * The folder in which a keeper keeps, outside the database, the last checkpoint that it saw there.
 * Whoever can write every table cannot write this. Several keepers may share a folder, or have one
 * each.
 */
export class KeptCheckpoints {
  constructor(readonly folder: string) {}

  /** Returns the last checkpoint that was seen; undefined: none was. Throws for a broken file. */
  last(): NamedCheckpoint | undefined {
    return this.read<NamedCheckpoint>('last-checkpoint.json');
  }

  /** Keeps a checkpoint as the last one. Throws when it cannot be written. */
  keep({ number, hash }: NamedCheckpoint): void {
    this.write('last-checkpoint.json', { number, hash });
  }

  /** Keeps nothing any more: the database has no checkpoint. */
  forget(): void {
    rmSync(path.join(this.folder, 'last-checkpoint.json'), { force: true });
  }

  /** Returns the word of a person that no keeper has taken yet. */
  acknowledgement(): Acknowledgement | undefined {
    return this.read<Acknowledgement>('acknowledgement.json');
  }

  /** Leaves the word of a person for the keeper. */
  acknowledge(word: Acknowledgement): void {
    this.write('acknowledgement.json', word);
  }

  /** Forgets the word of a person, which stands in the audit chain now. */
  taken(): void {
    rmSync(path.join(this.folder, 'acknowledgement.json'), { force: true });
  }

  private read<T>(name: string): T | undefined {
    const file = path.join(this.folder, name);
    if (!existsSync(file)) return undefined;
    return JSON.parse(readFileSync(file, 'utf8')) as T; // this class wrote it
  }

  /** Writes a file as a whole or not at all, also when the machine fails. */
  private write(name: string, content: object): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const draft = path.join(this.folder, `${name}.${process.pid}.draft`);
    const descriptor = openSync(draft, 'w', 0o600);
    try {
      writeSync(descriptor, `${JSON.stringify(content)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, path.join(this.folder, name));
  }
}
