import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { consoleFiles } from '../../src/api/http/console-files.js';
import { closeAtOnce, listenOn, urlOf } from '../conformance/local-server.js';
import { guidePage, GUIDE_STYLE } from './guide-page.js';
import { DOWNLOADS } from './home.js';
import type { Run } from './run-record.js';
import { OwnInstitution, type Sandbox, SandboxRefusal } from './sandbox.js';

const Begin = z.union([z.strictObject({ scenario: z.string() }), z.strictObject({ replays: z.string() })]);
const Taken = z.union([OwnInstitution, z.strictObject({ example: z.literal(true) })]);

interface PageServerOptions {
  readonly sandbox: Sandbox;
  /** The folder of the built console. */
  readonly console: string;
  /** The folder of the guide. */
  readonly guide: string;
  readonly port: number;
}

/** The page of the sandbox and what it reads, for the person at this machine alone. */
export class PageServer {
  private constructor(private readonly server: Server) {}

  static async open(options: PageServerOptions): Promise<PageServer> {
    const server = createServer(pageApp(options));
    await listenOn(server, options.port);
    return new PageServer(server);
  }

  get url(): string {
    return urlOf(this.server);
  }

  close(): Promise<void> {
    return closeAtOnce(this.server);
  }
}

/** The page loads its own files and speaks to this server alone. Nothing inline runs or styles. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

function pageApp({ sandbox, console: folder, guide }: PageServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: POLICY }, strictTransportSecurity: false }),
  );
  app.use(refuseStrangers);
  app.use(express.json({ limit: '64kb' }));
  app.get('/sandbox/state', (_req, res) => send(res, stateOf(sandbox)));
  app.get('/sandbox/events', (req, res) => tell(req, res, sandbox));
  app.get('/sandbox/runs/:id', (req, res) => {
    const run = sandbox.run(req.params.id);
    if (run === undefined) throw new SandboxRefusal('RUN.UNKNOWN', 'there is no such run');
    send(res, run);
  });
  app.post('/sandbox/runs', (req, res) => {
    const asked = read(Begin, req.body);
    const run = 'scenario' in asked ? sandbox.start(asked.scenario) : sandbox.replay(asked.replays);
    send(res.status(201), { id: run.id });
  });
  app.put('/sandbox/institution', async (req, res) => {
    const asked = read(Taken, req.body);
    await sandbox.take('example' in asked ? undefined : asked);
    send(res, stateOf(sandbox));
  });
  app.post('/sandbox/books', (_req, res) => {
    sandbox.makeBooks();
    send(res.status(201), stateOf(sandbox));
  });
  app.get('/sandbox/files/:name', (req, res) => {
    const name = DOWNLOADS.find((one) => one === req.params.name);
    const file = path.join(sandbox.home.folder, name ?? '');
    if (name === undefined || !existsSync(file)) throw new SandboxRefusal('FILE.UNKNOWN', 'there is no such file');
    res.set('cache-control', 'no-store').download(file, name, { dotfiles: 'allow' });
  });
  app.get('/sandbox/guide.css', (_req, res) => void res.type('css').send(GUIDE_STYLE));
  app.get('/sandbox/guide/:file', (req, res) => {
    const page = guidePage(guide, req.params.file);
    if (page === undefined) throw new SandboxRefusal('FILE.UNKNOWN', 'the guide has no such file');
    res.type('html').send(page);
  });
  app.use(consoleFiles(folder, (request) => (request.path === '/' ? 'sandbox.html' : undefined)));
  app.use(answerRefusal);
  return app;
}

/** What the page shows beside a run. */
function stateOf(sandbox: Sandbox) {
  const scenarios = sandbox.scenarios.map((file) => {
    const { id, isOwn } = file;
    if ('fault' in file) return { id, isOwn, fault: file.fault };
    const { title, about, books, steps } = file.scenario;
    return { id, isOwn, title, about, books, steps: steps.map(({ kind, what }) => ({ kind, what })) };
  });
  return { ...sandbox.state, files: filesOf(sandbox), scenarios, runs: sandbox.runs.map(headOf) };
}

function headOf({ id, scenario, replays, title, verdict, startedAt }: Run) {
  return { id, scenario, replays, title, verdict, startedAt };
}

function filesOf(sandbox: Sandbox): string[] {
  return DOWNLOADS.filter((name) => existsSync(path.join(sandbox.home.folder, name)));
}

/** Says to a page each time that something changed; it reads then what it shows. */
function tell(req: Request, res: Response, sandbox: Sandbox): void {
  res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.write('data: change\n\n');
  const end = sandbox.onChange(() => res.write('data: change\n\n'));
  req.on('close', end);
}

/**
 * Refuses what no page of this server asked: another host name (a page elsewhere whose name leads here), and another
 * origin.
 */
function refuseStrangers(req: Request, _res: Response, next: () => void): void {
  const { host = '', origin } = req.headers;
  const isHere = /^(?:127\.0\.0\.1|localhost):\d+$/.test(host) && (origin === undefined || origin === `http://${host}`);
  if (!isHere) throw new SandboxRefusal('PAGE.FOREIGN', 'the sandbox serves the page of this machine alone');
  next();
}

function read<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  const checked = schema.safeParse(body);
  if (!checked.success) throw new SandboxRefusal('REQUEST.SCHEMA', z.prettifyError(checked.error));
  return checked.data;
}

function send(res: Response, body: object): void {
  res.set('cache-control', 'no-store').json(body);
}

const STATUS: Readonly<Record<string, number>> = {
  'RUN.UNKNOWN': 404,
  'SCENARIO.UNKNOWN': 404,
  'FILE.UNKNOWN': 404,
  'RUN.PLAYING': 409,
  'BOOKS.USED': 409,
  'PAGE.FOREIGN': 403,
};

const answerRefusal: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
  const isRefusal = error instanceof SandboxRefusal;
  if (!isRefusal) console.error(error);
  const status = isRefusal ? (STATUS[error.code] ?? 400) : 500;
  const code = isRefusal ? error.code : 'SANDBOX.FAULT';
  const detail = error instanceof Error ? error.message : String(error);
  res.status(status).type('application/problem+json');
  res.end(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }));
};
