import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { encoderFile } from './get-encoder.js';

/**
 * Gets the text encoder in a process of its own where it is missing, at low priority, and says in
 * one line how that ended. Nothing waits for it, and nothing fails with it: until it is there, and
 * without it, the lexicon reads narratives. Returns how to end the process.
 */
export function startEncoderSetUp(options: {
  readonly program: string;
  readonly toolsDir: string;
  readonly say: (line: string) => void;
}): () => void {
  if (existsSync(encoderFile(options.toolsDir))) return () => undefined;
  const child = spawn(process.execPath, [options.program], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  child.stdout.setEncoding('utf8').on('data', (text: string) => options.say(text.trim()));
  child.on('error', (error) => options.say(`The text encoder could not be got (${error.message}).`));
  return () => void child.kill();
}
