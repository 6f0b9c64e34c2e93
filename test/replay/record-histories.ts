/*
 * Records the histories that replay.test.ts replays. Run it when a release changes what workflows
 * do, and keep the old files as long as old workflows may be running:
 *
 *   npx swc src workflows test/workflows/support test/domain/support.ts test/replay -d .rangap/recorder --extensions .ts
 *   node .rangap/recorder/test/replay/record-histories.js test/replay/histories
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { startSkippingTime } from '../workflows/support/skipping-time.js';
import { SCENARIOS } from './scenarios.js';
import { withoutTraces } from './without-traces.js';

/**
 * Runs each scenario on its own server without encryption, and writes its histories to a folder.
 */
async function recordHistories(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  for (const scenario of SCENARIOS) {
    const time = await startSkippingTime({});
    const workflows = await scenario(time);
    for (const [name, workflowId] of Object.entries(workflows)) {
      const history = await time.client.workflow.getHandle(workflowId).fetchHistory();
      const readable = withoutTraces(JSON.parse(historyToJSON(history)));
      writeFileSync(path.join(dir, `${name}.json`), `${JSON.stringify({ workflowId, history: readable })}\n`);
      console.log(`${name}: ${history.events?.length ?? 0} events`);
    }
    await time.stop();
  }
}

// An analysis that answers, so that its place among the other steps is recorded too.
process.env['RANGAP_TEST_ANALYSIS'] ??= 'lying';
const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('usage: record-histories.js <folder>');
recordHistories(dir).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
