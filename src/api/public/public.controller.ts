import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CENTRE } from '../../persistence/party/centre.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { PublicRoute } from '../auth/route-access.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import { Returns } from '../openapi/returns.js';

const Keys = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      use: z.literal('sig'),
      alg: z.literal('EdDSA'),
    }),
  ),
});
const Configuration = z.object({
  environment: z.string(),
  /** Where a demonstration signs in; null where only the console may sign people in. */
  issuer: z.string().nullable(),
  demoSignIn: z.boolean(),
});

/** The centre's public keys and what a page must know, open to everybody. */
@ApiTags('operation')
@Controller('v1')
export class PublicController {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
    private readonly db: DataSource,
  ) {}

  @Get('keys')
  @PublicRoute()
  @ApiOperation({
    summary: "The centre's public keys (JWKS): they verify its orders, answers and records",
    description:
      'Believe a key as long as it is listed. The first one signs now; a next one is listed before it signs, and those of before stay. A revoked key is not listed: believe nothing more that comes under it. Read the list again by each message that comes when your copy is half a minute old; where it cannot be read, the copy counts for an hour.',
  })
  @Returns(200, Keys, 'The key set')
  async keys(): Promise<z.infer<typeof Keys>> {
    const { keyId, publicJwk } = this.key;
    const directory = await loadPartyDirectory(this.db.manager);
    const own = { keyId, publicJwk, revokedAt: directory.findKey(keyId)?.revokedAt ?? null };
    const others = directory.keysOf(CENTRE).filter((key) => key.keyId !== keyId);
    return { keys: [own, ...others].filter(({ revokedAt }) => revokedAt === null).map(jwkOf) };
  }

  @Get('configuration')
  @PublicRoute()
  @ApiOperation({ summary: 'What a page needs to know before anybody has signed in' })
  @Returns(200, Configuration, 'The configuration')
  configuration(): z.infer<typeof Configuration> {
    const demoSignIn = this.settings.environment === 'embedded';
    return { environment: this.settings.environment, issuer: demoSignIn ? this.settings.oidcIssuer : null, demoSignIn };
  }
}

function jwkOf(key: { keyId: string; publicJwk: { x: string } }): z.infer<typeof Keys>['keys'][number] {
  return { kty: 'OKP', crv: 'Ed25519', x: key.publicJwk.x, kid: key.keyId, use: 'sig', alg: 'EdDSA' };
}
