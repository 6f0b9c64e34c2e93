import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { readStats } from '../../application/overview/read-stats.js';
import { Stats } from '../../wire/overview.js';
import { PublicRoute, Roles } from '../auth/access.js';
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
  /** Where a demonstration signs in; null where nobody may do so without the console. */
  issuer: z.string().nullable(),
  demoSignIn: z.boolean(),
});

@ApiTags('operation')
@Controller('v1')
export class PublicController {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Get('keys')
  @PublicRoute()
  @ApiOperation({ summary: "The centre's public keys (JWKS): they verify its orders, answers and records" })
  @Returns(200, Keys, 'The key set')
  keys(): z.infer<typeof Keys> {
    const { kty, crv, x } = this.key.publicJwk;
    return { keys: [{ kty, crv, x, kid: this.key.keyId, use: 'sig', alg: 'EdDSA' }] };
  }

  @Get('configuration')
  @PublicRoute()
  @ApiOperation({ summary: 'What a page needs to know before anybody has signed in' })
  @Returns(200, Configuration, 'The configuration')
  configuration(): z.infer<typeof Configuration> {
    const demoSignIn = this.settings.environment === 'embedded';
    return { environment: this.settings.environment, issuer: demoSignIn ? this.settings.oidcIssuer : null, demoSignIn };
  }

  @Get('stats')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'administrator')
  @ApiOperation({ summary: 'Counts and sums over the whole record' })
  @Returns(200, Stats, 'The figures at this moment')
  stats(): Promise<z.infer<typeof Stats>> {
    return readStats(this.db.manager);
  }
}
