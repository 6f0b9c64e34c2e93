import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { decidePartyChange } from '../../application/party/decide-party-change.js';
import { readPartyChange, readPartyChanges } from '../../application/party/read-party-changes.js';
import { requestPartyChange } from '../../application/party/request-party-change.js';
import type { PartyChange } from '../../domain/party-change/party-change.js';
import { PartySlug, Ulid, wholeNumber } from '../../wire/common.js';
import {
  PartyChangeAccepted,
  PartyChangeBody,
  PartyChangeDecided,
  PartyChangeDecisionBody,
  PartyChangeList,
  PartyChangeState,
  PartyChangeView,
} from '../../wire/office/party.js';
import { isPublicHost } from '../../domain/party-change/public-host.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';

const ListQuery = z.strictObject({
  state: PartyChangeState.optional(),
  party: PartySlug.optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type ListQuery = z.infer<typeof ListQuery>;

const CANNOT_BE_MADE = [
  'PARTY_CHANGE.CENTRE',
  'PARTY_CHANGE.KEY_KNOWN',
  'PARTY_CHANGE.KEY_REUSED',
  'PARTY_CHANGE.KEY_PERIOD',
  'PARTY_CHANGE.KEY_ABSENT',
  'PARTY_CHANGE.KEY_REVOKED',
  'PARTY_CHANGE.LAST_KEY',
  'PARTY_CHANGE.NOTHING',
];

/** Changes of a party's keys and address: two persons make one while the system runs. */
@ApiTags('institutions')
@Controller('v1/party-changes')
export class PartyChangesController {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @Roles('administrator')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: "Ask to add or revoke a party's key, or to change its address; nothing changes until another approves it",
    description:
      'An approved change counts at once where it was approved, and within half a minute in every process. A revocation is for good: what was signed before and arrives after is refused with SIGNATURE.KEY_NOT_ACTIVE, and what was kept before stays verifiable.',
  })
  @Returns(201, PartyChangeAccepted, 'The change waits for another person')
  @Problems('PARTY_CHANGE.PARTY_ABSENT', 'PARTY_CHANGE.ALREADY_OPEN', 'PARTY_CHANGE.ADDRESS', ...CANNOT_BE_MADE)
  async request(
    @Body({ schema: PartyChangeBody }) body: PartyChangeBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof PartyChangeAccepted>> {
    const change = this.changeOf(body.change);
    const { party, reason } = body;
    return { id: accepted(await requestPartyChange(this.db, { body: { party, change, reason }, actor: person })).id };
  }

  @Get()
  @Roles('administrator', 'aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'Changes of parties, the newest first' })
  @Returns(200, PartyChangeList, 'A page; `next` is the `after` of the next one')
  list(@Query({ schema: ListQuery }) query: ListQuery, @Person() person: Principal): Promise<PartyChangeList> {
    return readPartyChanges(this.db.manager, query, person);
  }

  @Get(':id')
  @Roles('administrator', 'aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'A change of a party' })
  @Returns(200, PartyChangeView, 'The change')
  @Problems('PARTY_CHANGE.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<PartyChangeView> {
    return found(await readPartyChange(this.db.manager, id, person), 'PARTY_CHANGE.ABSENT');
  }

  @Post(':id/decisions')
  @Roles('administrator', 'aoc_supervisor')
  @Decides()
  @HttpCode(201)
  @ApiOperation({ summary: 'Approve or refuse a change of a party; never who asked for it' })
  @Returns(201, PartyChangeDecided, 'The decision is on record; approved, the change is made')
  @Problems('PARTY_CHANGE.ABSENT', 'APPROVAL.OWN_REQUEST', 'APPROVAL.ALREADY_DECIDED', ...CANNOT_BE_MADE)
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: PartyChangeDecisionBody }) body: PartyChangeDecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof PartyChangeDecided>> {
    const { state } = accepted(await decidePartyChange(this.db, { id, body, actor: person }));
    return { partyChangeId: id, state };
  }

  /**
   * Reads the texts of a change. Throws `ApiProblem` for an open address in production, and for one
   * of the own network outside the embedded mode.
   */
  private changeOf(change: PartyChangeBody['change']): PartyChange {
    switch (change.kind) {
      case 'add_key':
        return { ...change, notBefore: new Date(change.notBefore), notAfter: new Date(change.notAfter) };
      case 'revoke_key':
        return { ...change, lastKeyReason: change.lastKeyReason ?? null };
      case 'change_address':
        if (this.settings.environment === 'production' && !change.baseUrl.startsWith('https://'))
          throw new ApiProblem('PARTY_CHANGE.ADDRESS', 'the address must be https in production');
        if (this.settings.environment !== 'embedded' && !isPublicHost(new URL(change.baseUrl).hostname))
          throw new ApiProblem('PARTY_CHANGE.ADDRESS', 'the address must be one of the public net');
        return change;
    }
  }
}
