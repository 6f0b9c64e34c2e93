import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { ExchangeFilter } from '../../application/exchange/exchange.queries.js';
import { readRegister, readRegisterPages } from '../../application/exchange/read-exchanges.js';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import { PartySlug, Ulid, UtcInstant, wholeNumber } from '../../wire/common.js';
import { ExchangeRegister } from '../../wire/office/exchange.js';
import { Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { LOGGER } from '../dependencies.js';
import { answerForm } from '../http/answer-form.js';
import type { ApiRequest } from '../http/api-request.js';
import { sendExport } from '../http/send-export.js';
import { Problems, Returns } from '../openapi/returns.js';
import { exportRegister } from './export-register.js';

const RegisterQuery = z.strictObject({
  from: UtcInstant.optional(),
  to: UtcInstant.optional(),
  party: PartySlug.optional(),
  direction: z.enum(['out', 'in']).optional(),
  kind: z
    .string()
    .regex(/^[a-z_.]{1,40}$/)
    .optional(),
  rule: z
    .string()
    .regex(/^[A-Z0-9+-]{1,20}$/)
    .optional(),
  // The purpose as the register shows it. It may hold no number of a person or an account, because
  // the query is written on the audit chain.
  purpose: z
    .string()
    .regex(/^(?!.*[0-9]{4})[A-Za-z0-9 ,.'-]{1,120}$/)
    .optional(),
  case: Ulid.optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type RegisterQuery = z.infer<typeof RegisterQuery>;

const FORMS = ['application/json', 'application/x-ndjson', 'text/csv'] as const;
const EXPORT_PAGE = 500;

/** The register of disclosures between parties (section 4). */
@ApiTags('exchanges')
@Controller('v1/exchanges')
export class ExchangesController {
  constructor(
    private readonly db: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  @Roles('auditor')
  @ApiOperation({
    summary: 'The register of section 4 over all cases, newest first; each reading is on the audit chain',
    description:
      '`from` counts, `to` does not. `rule` is a rule id such as VIC-7A, `purpose` the purpose as an exchange shows it. As `application/json` a page, `next` being the `after` of the next one; as `application/x-ndjson` or `text/csv` all of it as a stream, which `after` and `limit` do not touch.',
  })
  @Returns(200, ExchangeRegister, 'A page of exchanges')
  @Problems('REQUEST.ACCEPT')
  async register(
    @Query({ schema: RegisterQuery }) query: RegisterQuery,
    @Person() person: Principal,
    @Req() request: ApiRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = answerForm(request, FORMS);
    await noteAccess(this.db, 'exchange_register.read', person.subject, { form, ...query });
    const filter = filterOf(query);
    if (form === 'application/json') {
      const { after, limit } = query;
      response.json(await readRegister(this.db.manager, { ...filter, after, limit }));
      return;
    }
    const pages = readRegisterPages(this.db.manager, filter, EXPORT_PAGE);
    const lines = exportRegister(pages, form);
    await sendExport(response, this.logger, { name: 'exchanges', form, lines, requestId: request.id });
  }
}

function filterOf(query: RegisterQuery): ExchangeFilter {
  const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  const { from, to, party, direction, kind, rule, purpose, case: caseId } = query;
  return { from: instant(from), to: instant(to), party, direction, kind, rule, purpose, caseId };
}
