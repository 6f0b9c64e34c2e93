import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { giveVictimSecret } from '../../application/complaint/intake/give-victim-secret.js';
import { readVictimStatus } from '../../application/complaint/view/read-victim-status.js';
import { databaseNow } from '../../persistence/clock.js';
import { VictimSecret, VictimSecretBody, VictimStatus, VictimStatusBody } from '../../wire/case/complaint.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, PublicRoute, Roles } from '../auth/route-access.js';
import type { ApiRequest } from '../http/api-request.js';
import { addressOf } from '../http/caller-address.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';
import { refuseTooManyTries } from '../problem/too-many-tries.js';

/** What a victim reads without an account, by case number and second secret. */
@ApiTags('complaints')
@Controller('v1/complaints')
export class VictimsController {
  constructor(private readonly db: DataSource) {}

  @Post(':id/secrets')
  @Roles('hotline_operator')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Give the victim a second secret, to read the status with the case number; the one before ends',
    description: 'It is answered once and only its hash is kept. Who calls later is called back before a new one.',
  })
  @Returns(201, VictimSecret, 'The secret, to read out')
  @Problems('COMPLAINT.ABSENT')
  async give(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: VictimSecretBody }) _body: VictimSecretBody,
    @Person() { subject }: Principal,
  ): Promise<VictimSecret> {
    const { caseNo, secret } = accepted(await giveVictimSecret(this.db, { caseId: id, actor: subject }));
    return { caseNo, secret };
  }

  @Post('status')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({ summary: 'What the victim may see by case number and second secret' })
  @Returns(200, VictimStatus, 'The case as it stands for the victim')
  @Problems('COMPLAINT.UNKNOWN', 'COMPLAINT.TOO_MANY_TRIES')
  async status(
    @Body({ schema: VictimStatusBody }) { caseNo, secret }: VictimStatusBody,
    @Req() request: ApiRequest,
  ): Promise<VictimStatus> {
    const { manager } = this.db;
    const shown = { reference: caseNo, secret, from: addressOf(request) };
    const read = await readVictimStatus(manager, shown, await databaseNow(manager));
    return accepted(refuseTooManyTries(read)).status;
  }
}
