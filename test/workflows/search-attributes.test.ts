import { TestWorkflowEnvironment } from '@temporalio/testing';
import { ConfigurationError } from '../../src/config/environment.js';
import { SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes.js';
import { registerSearchAttributes } from '../../src/worker/search-attributes.js';
import { temporalCli } from './support/one-slot.js';

describe('the search attributes of a namespace', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    const executable = { type: 'existing-path', path: await temporalCli() } as const;
    env = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  }, 120_000);
  afterAll(() => env.teardown());

  const list = () => env.client.workflow.count("RangapCaseStatus = 'holding' AND RangapNextDeadline IS NULL");

  it('are registered by the worker that needs them, once', async () => {
    await expect(list()).rejects.toThrow();
    await registerSearchAttributes(env.nativeConnection, 'default');
    await expect(list()).resolves.toMatchObject({ count: 0 });
    await registerSearchAttributes(env.nativeConnection, 'default');
    const { customAttributes } = await env.connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(Object.keys(customAttributes).toSorted()).toEqual(SEARCH_ATTRIBUTES.map(({ name }) => name).toSorted());
  }, 60_000);

  it('that may not be registered are named to the operator', async () => {
    const refused = {
      workflowService: { countWorkflowExecutions: () => Promise.reject(new Error('unknown attribute')) },
      operatorService: {
        listSearchAttributes: () => Promise.resolve({ customAttributes: { RangapCaseStatus: 2 } }),
        addSearchAttributes: () => Promise.reject(new Error('PERMISSION_DENIED')),
      },
    };
    const registering = registerSearchAttributes(refused as never, 'rangap');
    await expect(registering).rejects.toThrow(ConfigurationError);
    await expect(registering).rejects.toThrow(
      /rangap lacks .*RangapRoute \(KEYWORD\), RangapHoldState \(KEYWORD\), RangapNextDeadline \(DATETIME\).*PERMISSION_DENIED/,
    );
  });
});
