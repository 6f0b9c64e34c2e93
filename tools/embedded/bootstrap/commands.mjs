// What `npm run <name>` hands over to: Node arguments, relative to the project folder; all of it
// finds the dependencies installed and the sources compiled. `help` is what `--help` prints:
// `does` says what the command is for, `takes` is the usage behind its name, each of `options` is
// a row, and `examples` are lines to type.
const tests = '.config/run-tests.mjs';
const prettier = 'node_modules/prettier/bin/prettier.cjs';
const eslint = 'node_modules/eslint/bin/eslint.js';

const homeVariables = [
  ['RANGAP_HOME', 'folder of the data; default .rangap'],
  ['RANGAP_TOOLS', 'folder of the downloaded programs'],
];

const startVariables = [
  ['PORT', 'port of the API; default 7410'],
  ['RANGAP_PORT_BASE', 'a number, or `auto` for any free ports; default 7400'],
  ...homeVariables,
  ['DATABASE_URL', "a PostgreSQL of your own, as the application's role"],
  ['MIGRATE_DATABASE_URL', 'the same, as the role that owns the database'],
  ['TEMPORAL_ADDRESS', 'a Temporal of your own, host:port'],
  ['TEMPORAL_CLI', 'the Temporal program to start'],
];

const benchOptions = [
  ['--open 100', 'open cases at which one complaint is measured; several: 100,1000'],
  ['--workflows 1000', 'open cases that have workflows; the others are rows only'],
  ['--slices 4', 'how often Rangap and the bare floor take turns'],
  ['--alone 10', 'complaints in a slice, one after the other'],
  ['--load 60', 'complaints in a slice, many at a time'],
  ['--concurrency 16', 'complaints under way at a time'],
];

export const commands = {
  build: {
    argv: null,
    help: {
      does: 'Installs the dependencies and compiles what changed into dist/.',
      options: [],
      examples: ['npm run build'],
    },
  },
  start: {
    argv: ['dist/tools/embedded/start.js'],
    help: {
      does: 'Starts everything with simulated banks and agencies, until Ctrl-C; the data is kept. Or the sandbox of an institution alone.',
      takes: '[--sandbox [--institution URL --slug SLUG | --institution URL --key FILE] [options]]',
      options: [
        ['--sandbox', 'scripted scenarios against one institution, in a page of its own; no database, nothing else'],
        ['--institution URL', 'with --sandbox: the test system of your institution; default: an example bank'],
        ['--slug th-014', 'its name; it signs with the test key that the sandbox made'],
        ['--key FILE', 'or its public key: a JWK, or key.json of npm run conformance -- --prepare'],
        ['--restart COMMAND', 'stops your institution abruptly and starts it again'],
        ['--scenarios FOLDER', 'your own scenarios, YAML; default sandbox/scenarios of the data'],
        ['--port 7600', 'where the centre that is played listens'],
        ['--page-port 7601', 'where the page is'],
        ...startVariables,
      ],
      examples: [
        'npm start',
        'PORT=8080 npm start',
        'npm start -- --sandbox',
        'npm start -- --sandbox --institution http://127.0.0.1:7500 --slug th-014',
      ],
    },
  },
  dev: {
    argv: ['dist/tools/embedded/dev.js'],
    help: {
      does: 'Starts what `npm start` starts, and restarts each process when a source that it loads changes.',
      options: startVariables,
      examples: ['npm run dev'],
    },
  },
  demo: {
    argv: ['dist/tools/embedded/demo.js'],
    help: {
      does: 'Plays the seven stories against the running system, or starts one for as long as it takes.',
      takes: '[--json] [--story ID]',
      options: [
        ['--story ID', 'plays one of them; README.md names them, among others nobody-decided and ring-across-agencies'],
        ['--json', 'prints the result as JSON and nothing else'],
        ...startVariables,
      ],
      examples: ['npm run demo', 'npm run -s demo -- --story nobody-decided --json'],
    },
  },
  verify: {
    argv: ['dist/tools/verify/main.js'],
    help: {
      does: 'Checks the invariants on the database, on the histories of Temporal and on what the banks say.',
      takes: '[--witness PATH]... [--json]',
      options: [
        ['--witness PATH', 'compares with what a witness keeps: a file of npm run checkpoints, or a folder of them'],
        ['--json', 'prints the report as JSON'],
        ['DATABASE_URL', 'the database to check; default: what runs on RANGAP_HOME, else its PostgreSQL is started'],
        ['TEMPORAL_ADDRESS', 'with DATABASE_URL: the Temporal whose histories are checked'],
        ['RANGAP_CODEC_KEYS', 'with TEMPORAL_ADDRESS: the keys of its payloads'],
        ...homeVariables,
      ],
      examples: ['npm run verify', 'npm run verify -- --witness /mnt/witness', 'npm run -s verify -- --json'],
      exits: '0: all hold; 1: one is broken; 2: nothing could be checked; 3: none is broken as far as can be known',
    },
  },
  checkpoints: {
    argv: ['dist/tools/checkpoints/main.js'],
    help: {
      does: 'Writes the checkpoints that a folder lacks into a new file there, for a witness; or tells the keeper why it may sign on.',
      takes: 'FOLDER | --acknowledge REASON --by PERSON',
      options: [
        ['FOLDER', 'where the files are; none of them is ever changed'],
        [
          '--acknowledge REASON',
          'restored_backup, keepers_were_away or attack_examined: why the chain has a gap or is another',
        ],
        ['--by PERSON', 'who says so: a number or short name, which stands in the audit chain'],
        ['RANGAP_CHECKPOINT_DIR', 'with DATABASE_URL: the folder of the keeper'],
        ['DATABASE_URL', 'the database to read; default: what runs on RANGAP_HOME, else its PostgreSQL is started'],
        ...homeVariables,
      ],
      examples: [
        'npm run checkpoints -- /mnt/witness',
        'npm run checkpoints -- --acknowledge restored_backup --by dba-7',
      ],
      exits:
        '0: the folder is up to date; 1: what is kept contradicts the database, or nobody saw it grow; 2: nothing was written',
    },
  },
  recover: {
    argv: ['dist/tools/recover/main.js'],
    help: {
      does: 'After a restore: puts on record to which instant, leaves out case numbers, asks every institution, says what came back.',
      takes: '--at INSTANT --by PERSON [--wait SECONDS]',
      options: [
        ['--at INSTANT', 'as of when the database knows everything: 2026-11-28T02:55:00+07:00'],
        ['--by PERSON', 'who says so: a number or short name, which stands in the audit chain'],
        ['--wait 120', 'how long it waits for what institutions state, in seconds; they are asked on afterwards'],
        ['RANGAP_CHECKPOINT_DIR', 'with DATABASE_URL: the folder of the keeper'],
        ['DATABASE_URL', "the database, as the application's role; default: what runs on RANGAP_HOME"],
        ...homeVariables,
      ],
      examples: ['npm run recover -- --at 2026-11-28T02:55:00+07:00 --by dba-7'],
      exits:
        '0: on record, and all have answered; 2: nothing is on record; 3: on record, and some have not answered yet',
    },
  },
  rejudge: {
    argv: ['dist/tools/rejudge/main.js'],
    help: {
      does: 'Shows what would change by the law of another day or by a draft rulebook; writes nothing.',
      takes: '(--case ID | --all) (--as-of YYYY-MM-DD | --rulebook FILE | both) [--json]',
      options: [
        ['--case ID', 'one case, by its id or its number'],
        ['--all', 'every case'],
        ['--as-of YYYY-MM-DD', 'the law of this day; the year of either era'],
        ['--rulebook FILE', 'a draft rulebook, JSON'],
        ['--json', 'prints the result as JSON'],
        ['DATABASE_URL', 'the database to read; default: what runs on RANGAP_HOME, else its PostgreSQL is started'],
        ...homeVariables,
      ],
      examples: [
        'npm run rejudge -- --all --as-of 2025-04-12',
        'npm run rejudge -- --case ID --rulebook draft.json --json',
      ],
    },
  },
  'analysis:evaluate': {
    argv: ['dist/tools/proof/analysis/main.js'],
    help: {
      does: 'Measures the models of hop risk on logs of transfers that they never saw; prints JSON.',
      takes: '--data DIR [--data DIR]...',
      options: [
        [
          '--data DIR',
          'a folder, with those below it, of *_tx.csv and *_accounts.csv (AMLGentex), or AMLSim; also *.gz, *.tgz',
        ],
      ],
      examples: ['npm run -s analysis:evaluate -- --data /data/amlgentex'],
      exits: '0: measured, and the JSON names what was left out; 2: nothing could be measured',
    },
  },
  migrate: {
    argv: ['dist/src/migrate/main.js'],
    help: {
      does: 'Brings a database up to date and enrols the parties of the directory; once per version, before the rest.',
      options: [
        ['MIGRATE_DATABASE_URL', 'the database, as the role that owns it'],
        ['DATABASE_URL', "the same, as the application's role, which gets its rights"],
        ['RANGAP_SIGNING_KEY_FILE', "the centre's key, a JSON file"],
        ['RANGAP_DIRECTORY_FILE', 'the institutions and agencies, a JSON file'],
      ],
      examples: ['MIGRATE_DATABASE_URL=… DATABASE_URL=… RANGAP_…=… npm run migrate'],
    },
  },
  lab: {
    argv: ['dist/lab/main.js'],
    help: {
      does: 'Measures what policies save in a made-up country, and writes docs/lab. Needs no system.',
      takes: '[--seeds N-N] [--sensitivity N-N] [--world FILE --out DIR] [--resume] [--json]',
      options: [
        ['--seeds 26-35', 'the worlds of the main table'],
        ['--sensitivity 26-28', 'the worlds in which one thing at a time is changed, or `none`'],
        ['--accounts 12000', 'accounts of a world'],
        ['--days 45', 'days of a world'],
        ['--world FILE', 'a country of persons, by a file of parameters; needs --out'],
        ['--out docs/lab', 'the folder of the page'],
        ['--resume', 'takes from .rangap/lab what an earlier run measured'],
        ['--json', 'prints the figures as JSON'],
      ],
      examples: ['npm run lab', 'npm run lab -- --seeds 26-27 --sensitivity none --out /tmp/lab'],
    },
  },
  explore: {
    argv: ['dist/lab/explore/main.js'],
    help: {
      does: 'Plays stories of holds in memory, by seed, and checks the invariants after each step. Needs no system.',
      takes: '[--stories N] [--seed N] [--minutes N] [--workers N]',
      options: [
        ['--stories 100000', 'how many stories'],
        ['--seed 1', 'the seed of the first; the next story has the next one'],
        ['--minutes 60', 'for so long, instead of a number of stories'],
        ['--workers 2', 'how many threads share the seeds'],
      ],
      examples: [
        'npm run explore',
        'npm run explore -- --minutes 60 --workers 2',
        'npm run explore -- --seed 34 --stories 1',
      ],
    },
  },
  simulate: {
    argv: ['dist/tools/proof/simulate/main.js'],
    help: {
      does: 'Plays a day of the made-up country on the running system, or starts one; says what was saved, by the truth.',
      takes: '[--scenario NAME] [--seed N] [--duration 10m] [--json]',
      options: [
        [
          '--scenario NAME',
          'national-day (the default), nation-on-the-wire, one-bank-silent, bad-day, or the path of a YAML file like these',
        ],
        ['--seed 1', 'decides who pays whom, and when; the same seed gives the same script'],
        ['--duration 10m', 'how long the day is: 20s, 10m, 1h; waiting for the last holds comes after it'],
        ['--json', 'prints the report as JSON'],
        ...homeVariables,
      ],
      examples: ['npm run simulate', 'npm run -s simulate -- --scenario bad-day --seed 7 --duration 2m --json'],
      exits: '0: played, and the record keeps every invariant; 1: something broke; 2: nothing could be played',
    },
  },
  conformance: {
    argv: ['dist/tools/conformance/main.js'],
    help: {
      does: 'Plays the centre against an institution, or the reverse, and says, by the sentences of docs/protocol, what is not right.',
      takes: '(--prepare FOLDER --slug SLUG | --institution URL --key FILE | --centre URL --key FILE) [options]',
      options: [
        ['--prepare FOLDER', 'writes the keys of a run, and the accounts that the institution books before it'],
        ['--slug th-014', 'with --prepare: the institution'],
        ['--institution URL', 'the address of its test system'],
        ['--key FILE', 'key.json of the preparation, with the public key of the institution'],
        [
          '--centre URL',
          'the other way: the kit plays the institution of the key; a test centre, because it opens breaks there',
        ],
        ['--public-url URL', 'with --centre: the address by which the centre is known, where a proxy stands before it'],
        ['--books FILE', 'the accounts of the preparation; default: books.json beside the key'],
        [
          '--port 7600',
          'where the kit listens: as the centre, or with --centre as the institution; without it none is played',
        ],
        ['--restart COMMAND', 'stops the institution abruptly and starts it; without it four checks are not played'],
        ['--out FOLDER', 'for report.html, report.json, junit.xml and badge.json; default .rangap/conformance'],
      ],
      examples: [
        'npm run conformance -- --prepare /tmp/kit --slug th-014',
        'npm run conformance -- --institution http://127.0.0.1:7500 --key /tmp/kit/key.json',
        'npm run conformance -- --centre http://127.0.0.1:7410 --key /tmp/kit/own.json --port 7600',
      ],
      exits: '0: all passed; 1: a check failed; 2: nothing could be played; 3: none failed, some were not played',
    },
  },
  crash: {
    argv: ['dist/tools/proof/crash/main.js'],
    help: {
      does: 'Kills every process of a system of its own under load and asks what was lost. Wants a quiet machine.',
      takes: '[--kills N | --outage SECONDS] [--complaints N] [--seed N] [--json] [--keep]',
      options: [
        ['--kills 20', 'how many processes are killed'],
        ['--outage 120', 'kills nothing: Temporal stands still for so long while complaints come'],
        ['--complaints 200', 'how many complaints are filed meanwhile'],
        ['--seed 1', 'decides what is killed, and when'],
        ['--json', 'prints the result as JSON'],
        ['--keep', 'keeps the data and the logs also when nothing was lost'],
      ],
      examples: ['npm run crash', 'npm run crash -- --kills 5 --complaints 50 --keep', 'npm run crash -- --outage 120'],
    },
  },
  bench: {
    argv: ['dist/tools/proof/bench/main.js'],
    help: {
      does: 'Measures the time of a complaint beside a bare floor of PostgreSQL and Temporal. Wants a quiet machine.',
      takes: '[options] | --trail N,N [--json] | --lies N [--truths N] [--seconds N] [--json]',
      options: [
        ...benchOptions,
        ['--trail 5,50,500', 'measures only trails of so many accounts'],
        ['--lies 400', 'measures only a burst of true complaints, without and beside so many made-up ones'],
        ['--truths 150', 'with --lies: true complaints'],
        ['--seconds 30', 'with --lies: how long the burst takes'],
        ['--json', 'prints the figures as JSON'],
      ],
      examples: ['npm run bench', 'npm run bench -- --slices 2 --alone 10 --load 30', 'npm run bench -- --trail 5,50'],
    },
  },
  screens: {
    argv: ['.config/take-screens.mjs'],
    help: {
      does: 'Takes the pictures of docs/screens: each page in both languages, on a system of its own. Wants Chromium.',
      takes: '[--all] [PAGE...]',
      options: [
        ['--all', 'takes every page and view dark, in every bad state and at its worst, into .rangap/screens'],
        ['RANGAP_CHROMIUM', 'the Chromium to use, where it is at no usual place'],
      ],
      examples: ['npm run screens', 'npm run screens -- amlo notice', 'npm run screens -- --all queue'],
    },
  },
  'screens:measure': {
    argv: ['.config/measure-console.mjs'],
    help: {
      does: 'Measures the console in a browser with many open cases and a long trail. Wants Chromium and a quiet machine.',
      takes: '[--open N] [--accounts N] [--loads N] [--callbacks N]',
      options: [
        ['--open 1000,10000', 'open cases in the queue, measured one after the other and shown beside each other'],
        ['--accounts 500', 'accounts of the trail of the case'],
        ['--loads 5', 'how often each page is opened'],
        ['--callbacks 20', 'releases whose receipt is awaited on the page'],
        ['RANGAP_CHROMIUM', 'the Chromium to use, where it is at no usual place'],
      ],
      examples: ['npm run -s screens:measure', 'npm run -s screens:measure -- --open 100 --accounts 50'],
    },
  },
  check: {
    argv: ['.config/run-check.mjs'],
    help: {
      does: 'Checks the sources: format, lint, types, imports, unused code, the workflow bundle, tests without a server.',
      takes: '[--sources]',
      options: [['--sources', 'leaves out the tests, where npm test runs them as well']],
      examples: ['npm run check'],
    },
  },
  test: {
    argv: [tests],
    help: {
      does: 'Runs every suite, on a PostgreSQL and a Temporal of its own; with arguments it is Jest.',
      takes: '[paths] [options of Jest]',
      options: [
        ['-t TEXT', 'only tests whose name contains it'],
        ['-i', 'one file after the other'],
        ['--serverless', 'alone: the suites that need no server'],
        ['--full', 'alone: what npm run test:full does'],
      ],
      examples: ['npm test', "npm test -- test/domain -t 'a receipt'"],
    },
  },
  'test:full': {
    argv: [tests, '--full'],
    help: {
      does: 'Runs every suite, longer: properties are tried twenty times as often.',
      options: [],
      examples: ['npm run test:full'],
    },
  },
  'test:production': {
    argv: ['dist/tools/proof/production/main.js'],
    help: {
      does: 'The production proof: two of each process, on a Temporal with its own PostgreSQL. Wants a quiet machine.',
      takes: '[--only STAGES] [options]',
      options: [
        ['--only demo,rolling', 'the stages: demo, crash, rolling, bench; default all'],
        ['--kills 10', 'stage crash: how many processes are killed'],
        ['--complaints 100', 'stage crash: how many complaints are filed meanwhile'],
        ['--seed 1', 'decides what is killed, and when'],
        ['--rounds 2', 'stage rolling: how often every process is restarted'],
        ['--every-ms 1000', 'stage rolling: milliseconds from one complaint to the next'],
        ['--keep', 'keeps the data and the logs also when all went well'],
        ...benchOptions,
      ],
      examples: ['npm run test:production', 'npm run test:production -- --only demo,rolling'],
    },
  },
  mutation: {
    argv: ['.config/mutation/run.mjs'],
    help: {
      does: 'Changes the code of the domain in small ways and names each change that no test notices. Takes half an hour.',
      takes: '[--area NAME] [--concurrency N] [files]',
      options: [
        ['--area NAME', 'only judge, law in force, attribution, ledger or deadlines; may be given again'],
        ['--concurrency 1', 'so many changes are tested at a time'],
      ],
      examples: ['npm run mutation -- --area deadlines', 'npm run mutation -- src/domain/trail/cycles.ts'],
      exits: '1: an area is below its bar',
    },
  },
  format: {
    argv: [prettier, '--write', '--log-level', 'warn', '.'],
    help: {
      does: 'Formats every file with Prettier.',
      options: [],
      examples: ['npm run format'],
    },
  },
  lint: {
    argv: [eslint, '.'],
    help: {
      does: 'Reports what ESLint finds.',
      takes: '[options of ESLint]',
      options: [['--fix', 'mends what ESLint can']],
      examples: ['npm run lint', 'npm run lint -- --fix'],
    },
  },
  'analysis:narratives': {
    argv: ['dist/tools/proof/narratives/main.js'],
    help: {
      does: 'Reads labelled narratives and prints as JSON how often case types and entities were right.',
      takes: '--file FILE [--lexicon]',
      options: [
        ['--file FILE', 'lines of label<TAB>text, or of JSON {label, lang, text, entities: [{type, value}]}'],
        ['--lexicon', 'reads without the text encoder'],
        ['RANGAP_TOOLS', 'folder of the downloaded programs, where the encoder is kept'],
      ],
      examples: ['npm run -s analysis:narratives -- --file narratives.tsv'],
      exits: '0: the figures are printed, with the lines that were left out; 2: the file has no narrative',
    },
  },
  law: {
    argv: ['dist/tools/law-document/write-law.js'],
    help: {
      does: 'Writes LAW.md, the law in force and to come, from the rulebook.',
      takes: '[folder]',
      options: [['folder', 'where to write; default docs']],
      examples: ['npm run law', 'npm run law -- /tmp'],
    },
  },
  catalogue: {
    argv: ['.config/write-catalogue.mjs'],
    help: {
      does: 'Writes what `migrate` makes of an empty database, with which `verify` compares; nothing when it is up to date.',
      takes: '[--check]',
      options: [['--check', 'writes nothing, and fails when it is out of date']],
      examples: ['npm run catalogue'],
    },
  },
  openapi: {
    argv: ['.config/write-openapi.mjs'],
    help: {
      does: "Writes the API's two documents, the console's client (schema.d.ts), docs/ROLES.md, and the lists of docs/CORE.md.",
      takes: '[folder]',
      options: [['folder', 'where to write the documents alone; default docs']],
      examples: ['npm run openapi', 'npm run openapi -- /tmp'],
    },
  },
};
