import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readLinks } from '../../application/link/read-case-links.js';
import { LinksView } from '../../wire/office/link.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { CaseReaders } from '../auth/route-access.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

/** The links of a case with other cases. */
@ApiTags('cases')
@Controller('v1/cases')
export class LinksController {
  constructor(private readonly db: DataSource) {}

  @Get(':id/links')
  @CaseReaders()
  @ApiOperation({
    operationId: 'cases.links',
    summary: 'What the case has in common with others, and the group that they form (P-LINK)',
  })
  @Returns(200, LinksView, 'Its subjects, the cases linked with it, and the totals of the group')
  @Problems('CASE.ABSENT')
  async links(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<LinksView> {
    return found(await readLinks(this.db.manager, id, person.subject), 'CASE.ABSENT');
  }
}
