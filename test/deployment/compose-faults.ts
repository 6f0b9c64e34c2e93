import { interpolated, type ComposeFile, OURS, PROCESSES, type Service, serviceOf } from './deployment-files.js';

/** How many numbers a full version has, for products that do not have three. */
const VERSION_NUMBERS: Readonly<Record<string, number>> = { postgres: 2 };

/**
 * Returns the version with which an image's tag begins, or undefined when the tag may later name
 * another image.
 */
export function pinnedVersion(image: string): string | undefined {
  const [, name = '', version = ''] =
    /^([a-z0-9./-]+):(\d+(?:\.\d+)*)(?:-[a-z0-9.]+)*(?:@sha256:[0-9a-f]{64})?$/.exec(image) ?? [];
  return version.split('.').length === (VERSION_NUMBERS[name] ?? 3) ? version : undefined;
}

const imagesOf = (compose: ComposeFile): [string, string][] =>
  Object.entries(compose.services).map(([name, { image = 'none' }]) => [name, image]);

/**
 * Returns images that are not named by a full version, and products whose parts have different
 * versions.
 */
export function imageFaults(compose: ComposeFile): string[] {
  const images = imagesOf(compose);
  const floating = images.filter(([, image]) => pinnedVersion(image) === undefined);
  const together = ['postgres:', 'rangap:', /^temporalio\/(server|admin-tools):/].map((product) =>
    images.filter(([, image]) => (typeof product === 'string' ? image.startsWith(product) : product.test(image))),
  );
  const apart = together.filter((parts) => new Set(parts.map(([, image]) => pinnedVersion(image))).size > 1);
  return [
    ...floating.map(([name, image]) => `${name}: ${image} is not a full version`),
    ...apart.map((parts) => `${parts.map(([name]) => name).join(', ')} differ in version`),
  ];
}

/** The one folder that a service may write: the files of cases, the checkpoint that a keeper saw last. */
const OWN_FOLDERS: Readonly<Record<string, string>> = {
  api: 'attachments:/data/attachments',
  keeper: 'checkpoints:/data/checkpoints',
};

/** Returns the rights that a service of Rangap has and does not need. */
export function hardeningFaults(compose: ComposeFile): string[] {
  const demands: Record<string, (service: Service, name: string) => boolean> = {
    'a root file system that cannot be written': ({ read_only }) => read_only === true,
    'no new privileges': ({ security_opt }) => security_opt?.includes('no-new-privileges:true') === true,
    'no capability': ({ cap_drop }) => cap_drop?.length === 1 && cap_drop[0] === 'ALL',
    'nothing that gives rights back': (service) =>
      ['privileged', 'cap_add', 'devices', 'pid', 'ipc', 'network_mode'].every((key) => !(key in service)),
    'no folder but its own': ({ volumes = [] }, name) => volumes.every((volume) => volume === OWN_FOLDERS[name]),
    'a user that is not root, by number': ({ user }) => /^[1-9]\d*:[1-9]\d*$/.test(user ?? ''),
    'a first process that reaps': ({ init }) => init === true,
  };
  return OURS.flatMap((name) =>
    Object.entries(demands)
      .filter(([, isMet]) => !isMet(serviceOf(compose, name), name))
      .map(([demand]) => `${name} lacks ${demand}`),
  );
}

/**
 * Returns the processes that would not be restarted, not be watched, or be killed before they have
 * stopped; `graceSeconds`: the time in which each stops itself.
 */
export function lifeFaults(compose: ComposeFile, graceSeconds: Readonly<Record<string, number>>): string[] {
  return PROCESSES.flatMap((name) => {
    const { healthcheck, restart, stop_grace_period } = serviceOf(compose, name);
    const grace = secondsOf(stop_grace_period ?? '10s');
    return [
      ...(restart === 'unless-stopped' ? [] : [`${name} is not started anew`]),
      ...(healthcheck?.test?.[0] === 'CMD' ? [] : [`${name} has no health check`]),
      ...(grace > (graceSeconds[name] ?? Infinity) ? [] : [`${name} is killed after ${grace} s`]),
    ];
  });
}

/** Returns the seconds of a compose duration such as `90s`, `2m` or `1m30s`. */
export function secondsOf(duration: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

const SECRET_NAME = /(?:PASSWORD|PASSWD|PWD|SECRET|TOKEN|_KEYS?|DATABASE_URL)$/;
/** The secrets that images and processes take only from a variable. */
const NO_FILE_POSSIBLE = ['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'RANGAP_CODEC_KEYS', 'RANGAP_OIDC_CLIENT_SECRET'];

/**
 * Returns secrets that stand in the file, or in the definition of a container although its image
 * can read a file; `readByUs`: the variables that Rangap's processes read.
 */
export function secretFaults(compose: ComposeFile, readByUs: ReadonlySet<string>): string[] {
  const variables = Object.entries(compose.services).flatMap(([service, { environment = {} }]) =>
    Object.entries(environment).map(([name, value]) => ({ service, name, value: String(value) })),
  );
  const secret = variables.filter(({ name }) => SECRET_NAME.test(name));
  const outside = Object.entries(compose.secrets).filter(([, { file = '' }]) => !file.startsWith('./secrets/'));
  return [
    ...secret
      .filter(({ name }) => !NO_FILE_POSSIBLE.includes(name) || readByUs.has(`${name}_FILE`))
      .map(({ service, name }) => `${service}: ${name} can be a file`),
    ...secret
      .filter(({ value }) => interpolated(value).length === 0)
      .map(({ service, name }) => `${service}: ${name} is written out`),
    ...outside.map(([name]) => `the secret ${name} is not a file below secrets/`),
  ];
}
