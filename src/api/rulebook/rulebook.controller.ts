import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { z } from 'zod';
import { readLaw, readRuleHistory } from '../../application/rulebook/read-rulebook.js';
import { UtcInstant } from '../../wire/common.js';
import { RuleHistory, RulebookView } from '../../wire/office/rulebook.js';
import { Roles } from '../auth/route-access.js';
import { chooseRulebook } from '../auth/choose-rulebook.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';

const LawQuery = z.strictObject({ at: UtcInstant.optional() });
type LawQuery = z.infer<typeof LawQuery>;
const RuleParams = z.object({ ruleId: z.string().max(16) });
type RuleParams = z.infer<typeof RuleParams>;

/** The rows of law and policy that the centre judges by, open to every role. */
@ApiTags('rulebook')
@Controller('v1/rulebook')
export class RulebookController {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @Roles(...ROLES)
  @ApiOperation({ summary: 'The rows in force at an instant, now when none is named, in Thai and English' })
  @Returns(200, RulebookView, 'One row for each rule that is in force then, in the order of the law')
  @Problems('RULEBOOK.FORBIDDEN')
  law(@Query({ schema: LawQuery }) { at }: LawQuery, @Person() person: Principal): Promise<RulebookView> {
    const rulebook = chooseRulebook(person, this.settings);
    return readLaw(this.db.manager, { rulebook, at: at === undefined ? null : new Date(at) });
  }

  @Get(':ruleId')
  @Roles(...ROLES)
  @ApiOperation({
    summary: 'Every row that a rule ever had, the newest first, with the change of policy that wrote it',
  })
  @Returns(200, RuleHistory, 'The history of the rule')
  @Problems('RULEBOOK.FORBIDDEN', 'RULE.ABSENT')
  async rule(@Param({ schema: RuleParams }) { ruleId }: RuleParams, @Person() person: Principal): Promise<RuleHistory> {
    const rulebook = chooseRulebook(person, this.settings);
    return found(await readRuleHistory(this.db.manager, { rulebook, ruleId }), 'RULE.ABSENT');
  }
}
