import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { readEvidence } from '../../application/evidence/read-evidence.js';
import { onlyAgencyRead } from '../../domain/evidence/who-reads.js';
import { EvidenceView } from '../../wire/case/evidence.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The questions to agencies and institutions about a case, with their answers. */
@ApiTags('cases')
@Controller('v1/cases')
export class EvidenceController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/evidence')
  @Roles(...CASE_READERS['evidence.read'])
  @ApiOperation({
    operationId: 'cases.evidence',
    summary:
      "What agencies and the victim's institution were asked and answered; each reading is on the audit chain of the case",
    description: 'An AMLO officer reads what AMLO was asked and answered, and nothing of other agencies.',
  })
  @Returns(200, EvidenceView, 'Questions with every version of their answers')
  @Problems('CASE.ABSENT')
  async evidence(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
  ): Promise<z.infer<typeof EvidenceView>> {
    const evidence = found(await readEvidence(this.db.manager, id, onlyAgencyRead(person.roles)), 'CASE.ABSENT');
    const evidenceIds = evidence.requests.flatMap(({ answers }) => answers.map((answer) => answer.id));
    await noteCaseAccess(this.db, 'evidence.read', person, { caseId: id, evidenceIds });
    return evidence;
  }
}
