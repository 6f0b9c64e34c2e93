import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { RULE_IDS, type RuleId } from '../../domain/rulebook/row.js';
import { readRuleChange, readRuleChanges, tryRuleChange } from '../../application/rulebook/read-rule-changes.js';
import { decideRuleChange } from '../../application/rulebook/decide-rule-change.js';
import { proposeRuleChange } from '../../application/rulebook/propose-rule-change.js';
import { Ulid, wholeNumber } from '../../wire/common.js';
import {
  RuleChangeAccepted,
  RuleChangeBody,
  RuleChangeDecided,
  RuleChangeDecisionBody,
  RuleChangeList,
  RuleChangeState,
  RuleChangeView,
  RuleTrialBody,
  RuleTrialView,
} from '../../wire/office/rulebook.js';
import { Decides, Roles } from '../auth/route-access.js';
import { chooseRulebook } from '../auth/choose-rulebook.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { ApiProblem, accepted, found } from '../problem/api-problem.js';

const ListQuery = z.strictObject({
  state: RuleChangeState.optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
type ListQuery = z.infer<typeof ListQuery>;

/**
 * Changes of policy: two persons change one while the system runs. Law changes only with a
 * release.
 */
@ApiTags('rulebook')
@Controller('v1/rule-changes')
export class RuleChangesController {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @Roles('administrator')
  @Decides()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Propose a later row of a policy; nothing changes until another person approves it',
    description:
      'Only parameters change. A row begins at the earliest two minutes after its approval, by which time every process has read it; what was judged before keeps its rows.',
  })
  @Returns(201, RuleChangeAccepted, 'The proposal waits for another person')
  @Problems(
    'RULEBOOK.FORBIDDEN',
    'RULE.ABSENT',
    'RULE_CHANGE.ALREADY_OPEN',
    'RULE_CHANGE.PAST',
    'RULE_CHANGE.NO_ROW',
    'RULE_CHANGE.STATUTE',
    'RULE_CHANGE.PARAMETER',
    'RULE_CHANGE.WARRANT',
    'RULE_CHANGE.NOTHING',
    'RULE_CHANGE.ROW',
  )
  async propose(
    @Body({ schema: RuleChangeBody }) body: RuleChangeBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof RuleChangeAccepted>> {
    const rulebook = chooseRulebook(person, this.settings);
    const effectiveFrom = body.effectiveFrom === undefined ? null : new Date(body.effectiveFrom);
    const proposal = { ...body, rulebook, ruleId: knownRule(body.ruleId), effectiveFrom };
    return { id: accepted(await proposeRuleChange(this.db, { body: proposal, actor: person })).id };
  }

  @Post('trials')
  @Roles('administrator')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try new values of a policy before anybody proposes them; nothing is written',
    description:
      'Examples are worked by the rules themselves. Of the open cases the newest are judged by the row in force and by the new one.',
  })
  @Returns(200, RuleTrialView, 'What the new row would do')
  @Problems(
    'RULEBOOK.FORBIDDEN',
    'RULE.ABSENT',
    'RULE_CHANGE.NO_ROW',
    'RULE_CHANGE.STATUTE',
    'RULE_CHANGE.PARAMETER',
    'RULE_CHANGE.WARRANT',
    'RULE_CHANGE.NOTHING',
    'RULE_CHANGE.ROW',
  )
  async tryOut(
    @Body({ schema: RuleTrialBody }) body: RuleTrialBody,
    @Person() person: Principal,
  ): Promise<RuleTrialView> {
    const rulebook = chooseRulebook(person, this.settings);
    const wanted = { ...body, ruleId: knownRule(body.ruleId), effectiveFrom: null };
    return accepted(await tryRuleChange(this.db.manager, rulebook, wanted)).value;
  }

  @Get()
  @Roles('administrator', 'aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'Changes of policy, the newest first' })
  @Returns(200, RuleChangeList, 'A page; `next` is the `after` of the next one')
  list(@Query({ schema: ListQuery }) query: ListQuery, @Person() person: Principal): Promise<RuleChangeList> {
    return readRuleChanges(this.db.manager, query, person);
  }

  @Get(':id')
  @Roles('administrator', 'aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'A change of policy; while it waits, with what it would change in the newest open cases' })
  @Returns(200, RuleChangeView, 'The change')
  @Problems('RULE_CHANGE.ABSENT')
  async one(@Param({ schema: IdParams }) { id }: IdParams, @Person() person: Principal): Promise<RuleChangeView> {
    return found(await readRuleChange(this.db.manager, id, person), 'RULE_CHANGE.ABSENT');
  }

  @Post(':id/decisions')
  @Roles('administrator', 'aoc_supervisor')
  @Decides()
  @HttpCode(201)
  @ApiOperation({ summary: 'Approve or refuse a change of policy; never who proposed it' })
  @Returns(201, RuleChangeDecided, 'The decision is on record; approved, the new row is as well')
  @Problems(
    'RULE_CHANGE.ABSENT',
    'APPROVAL.OWN_REQUEST',
    'APPROVAL.ALREADY_DECIDED',
    'RULE_CHANGE.OVERTAKEN',
    'RULE_CHANGE.PAST',
    'RULE_CHANGE.NO_ROW',
    'RULE_CHANGE.NOTHING',
    'RULE_CHANGE.PARAMETER',
    'RULE_CHANGE.ROW',
  )
  async decide(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RuleChangeDecisionBody }) body: RuleChangeDecisionBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof RuleChangeDecided>> {
    const { state, row } = accepted(await decideRuleChange(this.db, { id, body, actor: person }));
    const effectiveFrom = row?.effectiveFrom.toISOString() ?? null;
    return { ruleChangeId: id, state, rowId: row?.rowId ?? null, effectiveFrom };
  }
}

function knownRule(text: string): RuleId {
  const ruleId = RULE_IDS.find((known) => known === text);
  if (ruleId === undefined) throw new ApiProblem('RULE.ABSENT', 'there is no such rule');
  return ruleId;
}
