import * as fc from 'fast-check';

const VICTIMS = ['malee@A', 'somchai@B'];
const MULES = ['mule@B', 'boss@C', 'purse@wallet-x', 'shop@D'];
const BANKS = ['B', 'C', 'D', 'wallet-x'];
const WHY = ['', '', '', ' for goods', ' as wages'];

type Step =
  | { kind: 'pays'; from: number; to: number; percent: number; why: number }
  | { kind: 'reports' | 'takes back' | 'is denied'; victim: number; by: number }
  | { kind: 'is released'; account: number }
  | { kind: 'bank'; bank: number; deed: string };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pays' as const),
      from: fc.nat({ max: 5 }),
      to: fc.nat({ max: 7 }),
      percent: fc.integer({ min: 1, max: 100 }),
      why: fc.nat({ max: WHY.length - 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('reports' as const), victim: fc.nat({ max: 1 }), by: fc.nat({ max: 1 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('takes back' as const, 'is denied' as const),
      victim: fc.nat({ max: 1 }),
      by: fc.nat({ max: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('is released' as const), account: fc.nat({ max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('bank' as const),
      bank: fc.nat({ max: 3 }),
      deed: fc.constantFrom('falls silent', 'answers', 'answers again'),
    }),
  },
);

/**
 * Makes any story over hours or days in which people pay, report and withdraw, and banks fall
 * silent and repeat answers. No account is overdrawn.
 */
export const anyStory: fc.Arbitrary<string> = fc
  .record({ steps: fc.array(anyStep, { minLength: 3, maxLength: 25 }), minutes: fc.constantFrom(1, 30, 400) })
  .map(({ steps, minutes }) => storyOf(steps, minutes));

/**
 * Writes steps as the lines of a story, without payments that might fail. Accounts pay only until
 * the first report, because the story cannot know what is held after it. A victim who was paid by
 * a mule pays no more, because two victims would claim the same satang
 * (`victim-lost-anothers-money`).
 */
function storyOf(steps: readonly Step[], minutes: number): string {
  const everyone = [...VICTIMS, ...MULES];
  const targets = [...MULES, 'malee@A', 'cash', 'crypto', 'abroad'];
  const balance = new Map<string, number>([
    ['malee@A', 9_000_001],
    ['somchai@B', 4_000_003],
    ['boss@C', 700_000],
  ]);
  const lines = [...balance].map(([who, satang]) => `00:00 ${who} has ${baht(satang)}`);
  const paidBack = new Set<string>();
  let reported = false;
  steps.forEach((step, index) => {
    const when = clock((index + 1) * minutes);
    switch (step.kind) {
      case 'pays': {
        const from = everyone[step.from] ?? '';
        const to = targets[step.to] ?? '';
        const satang = Math.floor(((balance.get(from) ?? 0) * step.percent) / 100);
        if (reported || paidBack.has(from) || satang === 0 || from === to) return;
        if (VICTIMS.includes(to)) paidBack.add(to);
        balance.set(from, (balance.get(from) ?? 0) - satang);
        balance.set(to, (balance.get(to) ?? 0) + satang);
        lines.push(`${when} ${from} pays ${to} ${baht(satang)}${WHY[step.why] ?? ''}`);
        return;
      }
      case 'reports':
        reported = true;
        lines.push(`${when} ${VICTIMS[step.victim] ?? ''} reports by ${step.by === 0 ? 'hotline' : 'police'}`);
        return;
      case 'takes back':
        lines.push(`${when} ${VICTIMS[step.victim] ?? ''} takes back by ${step.by === 0 ? 'hotline' : 'police'}`);
        return;
      case 'is denied':
        lines.push(`${when} ${VICTIMS[step.victim] ?? ''} is denied`);
        return;
      case 'is released':
        lines.push(`${when} ${MULES[step.account] ?? ''} is released`);
        return;
      case 'bank':
        lines.push(`${when} bank ${BANKS[step.bank] ?? ''} ${step.deed}`);
    }
  });
  return lines.join('\n');
}

function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `day ${Math.floor(minutes / 1440) + 1} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

function baht(satang: number): string {
  return (satang / 100).toFixed(2);
}
