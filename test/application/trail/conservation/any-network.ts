import * as fc from 'fast-check';

/** Victims come first, then mules; a payment may also leave the rails. */
export const VICTIMS = 2;
export const MULES = 5;
export const OFF_RAILS = ['cash', 'crypto', 'abroad'] as const;

/**
 * What happens next. A number chooses among what exists at that moment; the payer is the first
 * account from that number on that can pay.
 */
export type Happening =
  | { kind: 'pays'; from: number; to: number; percent: number; minutes: number; paidTo: 'merchant' | 'payroll' | null }
  | { kind: 'reports'; victim: number }
  | { kind: 'answers' | 'repeats'; which: number };

const mule = fc.integer({ min: VICTIMS, max: VICTIMS + MULES - 1 });
const payer = fc.oneof({ weight: 6, arbitrary: mule }, { weight: 1, arbitrary: fc.nat({ max: VICTIMS - 1 }) });
const payee = fc.oneof(
  { weight: 12, arbitrary: mule },
  { weight: 2, arbitrary: fc.nat({ max: OFF_RAILS.length - 1 }).map((index) => VICTIMS + MULES + index) },
  { weight: 1, arbitrary: fc.nat({ max: VICTIMS - 1 }) },
);

const pays = (from: fc.Arbitrary<number>, to: fc.Arbitrary<number>): fc.Arbitrary<Happening> =>
  fc.record({
    kind: fc.constant('pays' as const),
    from,
    to,
    percent: fc.constantFrom(100, 100, 85, 60, 35),
    minutes: fc.constantFrom(0, 1, 30, 300),
    paidTo: fc.constantFrom(null, null, null, null, null, 'merchant' as const, 'payroll' as const),
  });

const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: pays(payer, payee) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reports' as const), victim: fc.nat({ max: VICTIMS - 1 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('answers' as const, 'repeats' as const), which: fc.nat({ max: 20 }) }),
  },
);

/**
 * Any network: victims pay, mules split, merge and send money round in cycles, victims report
 * while the money still moves, and banks answer in any order and repeat their answers.
 */
export const anyNetwork: fc.Arbitrary<Happening[]> = fc
  .tuple(
    pays(fc.constant(0), mule),
    pays(fc.constant(1), mule),
    fc.array(anyHappening, { minLength: 8, maxLength: 26 }),
  )
  .map(([first, second, happenings]) => [first, second, ...happenings]);

function payment(from: number, to: number, percent: number): Happening {
  return { kind: 'pays', from, to, percent, minutes: 1, paidTo: null };
}

/**
 * Networks that are tried each time, because chance may miss them: both victims' money splits,
 * merges and comes back; a cycle that turns twice; a victim who pays less than 100 baht to an account
 * (P-SMALL), which is on record and has no order.
 */
export const KNOWN_NETWORKS: readonly (readonly [Happening[]])[] = [
  [
    [
      payment(0, 2, 60),
      payment(1, 2, 60),
      payment(2, 3, 60),
      payment(2, 4, 100),
      payment(3, 5, 100),
      payment(4, 5, 100),
      payment(5, 6, 60),
      payment(5, 2, 100),
      payment(2, 7, 35),
    ],
  ],
  [
    [
      payment(0, 2, 100),
      payment(2, 3, 60),
      payment(3, 2, 100),
      payment(2, 3, 100),
      payment(3, 4, 35),
      payment(4, 2, 100),
      payment(1, 4, 35),
      payment(2, 9, 60),
    ],
  ],
  [
    [
      payment(0, 2, 100),
      payment(1, 2, 85),
      payment(1, 2, 85),
      payment(1, 2, 85),
      payment(1, 3, 85),
      payment(1, 4, 100),
      payment(2, 7, 100),
    ],
  ],
];
