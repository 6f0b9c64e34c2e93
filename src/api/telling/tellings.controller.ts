import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { readVictimsToTell } from '../../application/telling/read-tellings.js';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import { tellVictim } from '../../application/telling/tell-victim.js';
import { Ulid, wholeNumber } from '../../wire/common.js';
import { TellingAccepted, TellingBody, VictimsToTell } from '../../wire/case/telling.js';
import { Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import type { ApiRequest } from '../http/api-request.js';
import { IdempotencyKey, IdempotencyKeyHeader } from '../http/idempotency-key.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

const DueQuery = z.strictObject({
  after: Ulid.optional(),
  limit: wholeNumber(1, 100).default(25),
});
type DueQuery = z.infer<typeof DueQuery>;

/** News that victims are to be told, and the tellings that were made (P-TELL). */
@ApiTags('tellings')
@Controller('v1')
export class TellingsController {
  constructor(private readonly db: DataSource) {}

  @Get('tellings/due')
  @Roles('hotline_operator', 'aoc_officer', 'aoc_supervisor')
  @ApiOperation({
    summary: 'Victims who are to be told something, the first due first; each reading is on the audit chain',
    description:
      'One entry per case, however much there is to tell. Who could not be reached goes back in the line to the time of that attempt.',
  })
  @Returns(200, VictimsToTell, 'A page; `next` is the `after` of the next one')
  async due(@Query({ schema: DueQuery }) query: DueQuery, @Person() person: Principal): Promise<VictimsToTell> {
    const page = await readVictimsToTell(this.db.manager, query);
    const caseIds = page.victims.map(({ caseId }) => caseId);
    await noteAccess(this.db, 'victims_to_tell.read', person.subject, { caseIds });
    return page;
  }

  @Post('complaints/:id/tellings')
  @Roles('hotline_operator', 'aoc_officer', 'inquiry_officer')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Write down that the victim was told what there is to tell, or could not be reached',
    description:
      '`newsUntil` is that of the news that was read: what came meanwhile stays to be told. The same `Idempotency-Key` with the same body is answered as before.',
  })
  @IdempotencyKeyHeader()
  @Returns(201, TellingAccepted, 'It is on record, with what the victim was told')
  @Problems(
    'COMPLAINT.ABSENT',
    'TELLING.NOTHING_NEW',
    'TELLING.IMPOSSIBLE_TIME',
    'REQUEST.IDEMPOTENCY_KEY',
    'IDEMPOTENCY.OTHER_BODY',
  )
  async tell(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: TellingBody }) body: TellingBody,
    @IdempotencyKey() idempotencyKey: string,
    @Person() actor: Principal,
    @Req() request: ApiRequest,
  ): Promise<TellingAccepted> {
    const bodySha256 = createHash('sha256').update(request.rawBody).digest('hex');
    return accepted(await tellVictim(this.db, { caseId: id, body, bodySha256, idempotencyKey, actor })).response;
  }
}
