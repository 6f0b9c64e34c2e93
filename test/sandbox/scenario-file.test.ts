import { readScenario } from '../../tools/sandbox/scenario.js';
import { readOptions } from '../../tools/sandbox/options.js';
import { GUIDE } from './open-sandbox.js';

const anchors = new Set(GUIDE.keys());
const HEAD = 'title: { th: ทดสอบ, en: A test }\nabout: What it shows\nbooks: whole\n';
const ORDER = '  - { what: An order, says: hold-exact, order: { as: A }, expect: { result: HELD_FULL } }\n';
const read = (text: string) => readScenario(text, anchors);

describe('a scenario file', () => {
  it('is read with words in both languages, and what is left out', () => {
    const { title, about, steps } = read(`${HEAD}steps:\n${ORDER}`);
    expect(title).toEqual({ th: 'ทดสอบ', en: 'A test' });
    expect(about).toEqual({ th: 'What it shows', en: 'What it shows' });
    expect(steps).toMatchObject([{ kind: 'order', told: { as: 'A', credit: 0, keptBack: false, signedBy: 'first' } }]);
  });

  it.each<readonly [string, string, RegExp]>([
    ['is no YAML', 'title: [', /^no YAML: /],
    ['is empty', '', /expected object/i],
    ['has a field that is none', `${HEAD}colour: red\nsteps:\n${ORDER}`, /colour/],
    ['has no steps', `${HEAD}steps: []\n`, /^steps: /],
    ['has books that are none', `${HEAD.replace('whole', 'half')}steps:\n${ORDER}`, /^books: .*"whole"/],
    [
      'has a step without an act',
      `${HEAD}steps:\n  - { what: x, says: hold-exact }\n`,
      /^steps\[0\] has no act; give one of order, hop/,
    ],
    [
      'has a step with two acts',
      `${HEAD}steps:\n  - { what: x, says: hold-exact, silence: { untilEndOf: A }, restart: {} }\n`,
      /^steps\[0\] has several acts: silence, restart/,
    ],
    [
      'cites a sentence that the guide does not have',
      `${HEAD}steps:\n${ORDER.replace('hold-exact', 'hold-about')}`,
      /^steps\[0\]\.says: the guide \(docs\/protocol\) has no sentence "hold-about"$/,
    ],
    [
      'expects a result that there is not',
      `${HEAD}steps:\n${ORDER.replace('HELD_FULL', 'HELD')}`,
      /^steps\[0\]\.expect\.result: .*"HELD_FULL"/,
    ],
    [
      'expects a field that no answer has',
      `${HEAD}steps:\n${ORDER.replace('result:', 'outcome:')}`,
      /^steps\[0\]\.expect: .*"outcome"/,
    ],
    [
      'expects nothing',
      `${HEAD}steps:\n  - { what: x, says: hold-exact, order: { as: A } }\n`,
      /^steps\[0\]\.expect: say what is expected$/,
    ],
    [
      'names an amount that is a number',
      `${HEAD}steps:\n${ORDER.replace('as: A', 'as: A, amountSatang: 5000000')}`,
      /^steps\[0\]\.order\.amountSatang: /,
    ],
    [
      'takes up an order that no step makes',
      `${HEAD}steps:\n${ORDER}  - { what: x, says: once-id, repeat: { of: B } }\n`,
      /^steps\[1\]\.repeat: no step before makes an order B$/,
    ],
    ['makes one name twice', `${HEAD}steps:\n${ORDER}${ORDER}`, /^steps\[1\]\.order\.as: A is made twice$/],
    [
      'plays a check of other books',
      `${HEAD}steps:\n  - { what: x, says: hold-explain, check: { id: hold-gone } }\n`,
      /^steps\[0\]\.check\.id: this check needs the books `gone`$/,
    ],
    [
      'has a fault in two steps',
      `${HEAD}steps:\n  - { what: x, says: no }\n${ORDER.replace('A }', 'a }')}`,
      /steps\[0\].*\n.*steps\[1\]/,
    ],
  ])('that %s is refused in words that name the field', (_what, text, words) => {
    expect(() => read(text)).toThrow(words);
  });
});

describe('the arguments of npm start -- --sandbox', () => {
  it.each([
    [['--port', '99999'], '--port 99999 is no port'],
    [['--slug', 'th-014'], 'give --institution with it'],
    [
      ['--institution', 'http://127.0.0.1:7500', '--slug', 'th-014', '--backup', './b.sh'],
      'give --backup and --restore together',
    ],
    [['--institution', 'http://127.0.0.1:7500'], 'give --slug or --key with --institution'],
  ])('%j are refused in words', (args, words) => {
    expect(readOptions(['--sandbox', ...args])).toBe(words);
  });

  it('are none for the example bank, and an address with a name for another one', () => {
    expect(readOptions(['--sandbox'])).toEqual({ port: 7600, pagePort: 7601 });
    const asked = [
      '--sandbox',
      '--institution',
      'http://127.0.0.1:7500',
      '--slug',
      'th-014',
      '--restart',
      './again.sh',
    ];
    expect(readOptions(asked)).toMatchObject({
      institution: { url: 'http://127.0.0.1:7500', slug: 'th-014' },
      restart: './again.sh',
    });
  });
});
