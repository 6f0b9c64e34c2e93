import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWorkflowBundle } from '../../src/worker/build-workflow-bundle.js';
import { itInFullRun } from '../support/full-run.js';
import { projectDir, runTool } from './project.js';

jest.setTimeout(180_000); // compilers on a busy machine

const SANDBOX = ['-p', '.config/tsconfig.sandbox.json', '--noEmit', '--pretty', 'false'];

describe('the code of the workflow sandbox', () => {
  const copies: string[] = [];
  afterAll(() => {
    for (const dir of copies) rmSync(dir, { recursive: true, force: true });
  });

  function copyWith(file: string, text: string): string {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-sandbox-'));
    copies.push(dir);
    for (const copied of ['src/domain', 'src/contract', 'workflows', '.config', 'tsconfig.json', 'package.json']) {
      cpSync(path.join(projectDir, copied), path.join(dir, copied), { recursive: true });
    }
    symlinkSync(path.join(projectDir, 'node_modules'), path.join(dir, 'node_modules'));
    writeFileSync(path.join(dir, file), text);
    return dir;
  }

  // `npm run check` asks it of every commit.
  itInFullRun('compiles without the types of Node or of a browser', async () => {
    expect(await runTool('typescript/bin/tsc', SANDBOX)).toEqual({ code: 0, output: '' });
  });

  itInFullRun('does not compile with a Node built-in, the environment or a network call', async () => {
    const text = `import { createHash } from 'node:crypto';
      export const it = [createHash, process.env, fetch('http://127.0.0.1')];`;
    const { code, output } = await runTool('typescript/bin/tsc', SANDBOX, copyWith('src/domain/plant.ts', text));
    expect(code).not.toBe(0);
    for (const missing of ['node:crypto', "'process'", "'fetch'"]) expect(output).toContain(missing);
  });

  it('makes a bundle that holds the workflows and nothing of the server', async () => {
    const code = await buildWorkflowBundle(path.join(projectDir, 'workflows/index.ts'));
    expect(code).toContain('complaintWorkflow');
    expect(code).toContain('node_modules/@temporalio/workflow');
    const servers = /node_modules\/(@nestjs|typeorm|zod|pg|express|undici)\//.exec(code);
    expect(servers).toBeNull();
    expect(code.length).toBeLessThan(4_000_000);
  });

  itInFullRun('makes no bundle of a workflow that imports the database', async () => {
    const dir = copyWith('workflows/index.ts', `import { DataSource } from 'typeorm'; export const it = DataSource;`);
    const refusal = await buildWorkflowBundle(path.join(dir, 'workflows/index.ts')).catch((error: unknown) => error);
    const hasTypeorm = typeof refusal === 'string' && refusal.includes('typeorm/');
    expect(refusal instanceof Error || hasTypeorm).toBe(true);
  });
});
