import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { giveVerdict } from '../../application/advice/give-verdict.js';
import { isAdviceOn } from '../../application/advice/is-advice-on.js';
import { judgeReading } from '../../application/advice/judge-reading.js';
import { keptModels } from '../../application/advice/kept-verdicts.js';
import { noteShown } from '../../application/advice/note-shown.js';
import { readAdvice, readErrors, readReviewSlots } from '../../application/advice/read-advice.js';
import { giveRingOpinion, type RuledOnRing, undoRing } from '../../application/advice/rule-on-ring.js';
import { ADVICE_READERS, CASE_WORKERS } from '../../domain/session/case-workers.js';
import {
  AdviceVerdictAccepted,
  AdviceVerdictBody,
  AdviceView,
  AnalysisModels,
  NarrativeAdvice,
  NarrativeBody,
  NarrativeOutcomeBody,
  NarrativeReading,
  ReviewSlots,
  RingOpinionBody,
  RingRuling,
  RingUndoBody,
} from '../../wire/office/advice.js';
import { chooseRulebook } from '../auth/choose-rulebook.js';
import { PageAlone } from '../auth/page-alone.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { IdParams } from '../http/id-params.js';
import { Turns } from '../limits/turns.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, ApiProblem, found } from '../problem/api-problem.js';
import { modelsInUse } from './models-in-use.js';
import { Narratives } from './narratives.js';

/** Readings of one person that are under way or wait: a page asks again while a text is typed. */
const READINGS_OF_ONE = 2;

/** What the analysis advises: it is shown to persons, and orders nothing (P-ADVICE). */
@ApiTags('advice')
@Controller('v1')
export class AdviceController {
  private readonly turns = new Turns(READINGS_OF_ONE);

  constructor(
    private readonly db: DataSource,
    private readonly narratives: Narratives,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get('cases/:id/advice')
  @Roles(...ADVICE_READERS)
  @ApiOperation({
    summary: 'What the analysis advises on a case, with reasons and how often each model is right',
    description:
      'Advice meets no rule and orders nothing. What is not sure, or measured to be right too seldom, is not said. Without an analysis, or with it switched off (P-ADVICE), the list is empty or old and everything else is the same. Which advice a person who may decide is shown stands on the chain of the case, once for as long as it is the same; what a page reads by itself (`rangap-background`) is shown to nobody yet.',
  })
  @Returns(200, AdviceView, 'The newest advice of each subject')
  @Problems('CASE.ABSENT')
  async advice(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
    @PageAlone() isOfPageAlone: boolean,
  ): Promise<AdviceView> {
    const view = found(await readAdvice(this.db.manager, id, person.subject), 'CASE.ABSENT');
    if (!isOfPageAlone && CASE_WORKERS.some((role) => person.roles.includes(role)))
      await noteShown(this.db, { caseId: id, person: person.subject, adviceIds: view.advice.map((each) => each.id) });
    return view;
  }

  @Post('advice/:id/verdict')
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Say that an advice is right, or wrong and why',
    description:
      'It is kept with what was shown, and changes nothing in the case. Where the advice is unsure of an account, say also what you found: by that the middle of the scores is measured.',
  })
  @Returns(201, AdviceVerdictAccepted, 'What you say is kept')
  @Problems(
    'ADVICE.ABSENT',
    'ADVICE.WHY_MISSING',
    'ADVICE.FOUND_MISSING',
    'ADVICE.FOUND_UNASKED',
    'ADVICE.OPINION_ASKED',
    'ADVICE.JUDGED_ALREADY',
  )
  async verdict(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: AdviceVerdictBody }) body: AdviceVerdictBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof AdviceVerdictAccepted>> {
    const given = accepted(await giveVerdict(this.db, { adviceId: id, ...body, actor: person }));
    return { id: given.id, givenAt: given.givenAt.toISOString() };
  }

  @Post('analysis/narrative')
  @HttpCode(200)
  @Roles('hotline_operator')
  @ApiOperation({
    summary: 'What a narrative seems to say: the case type and what it names',
    description:
      'A suggestion, which the operator confirms. Nothing is kept or logged. A reading takes two seconds at most, and those of one person come one after the other: who asks a third time before the first is answered gets none. Without a reading intake goes on.',
  })
  @Returns(200, NarrativeAdvice, 'The reading, or why there is none')
  @Problems('RULEBOOK.FORBIDDEN')
  async narrative(
    @Body({ schema: NarrativeBody }) { narrative }: NarrativeBody,
    @Person() person: Principal,
  ): Promise<NarrativeAdvice> {
    if (!(await isAdviceOn(this.db.manager, chooseRulebook(person, this.settings))))
      return { reading: null, because: 'switched_off', measured: null, judged: null, errorRate: null };
    const reading = await this.reading(person, narrative);
    if (reading === null) return { reading, because: 'no_answer', measured: null, judged: null, errorRate: null };
    return { reading, because: null, ...(await readErrors(this.db.manager, reading.modelVersion)) };
  }

  @Post('cases/:id/narrative-outcome')
  @Roles('hotline_operator')
  @ApiOperation({
    summary: 'Say that the reading of the narrative was shown while the complaint was taken down',
    description:
      'Whoever took the complaint says it once. The narrative is read again, and kept is which case type was proposed and whether it was chosen, and of the entities how many were taken down: no value and no text. It changes nothing in the case.',
  })
  @Returns(201, AdviceVerdictAccepted, 'What became of the reading is kept')
  @Problems('CASE.ABSENT', 'ADVICE.ABSENT', 'ADVICE.JUDGED_ALREADY')
  async narrativeOutcome(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: NarrativeOutcomeBody }) { saidWrong, ...shown }: NarrativeOutcomeBody,
    @Person() person: Principal,
  ): Promise<z.infer<typeof AdviceVerdictAccepted>> {
    const read = (narrative: string) => this.reading(person, narrative);
    const given = accepted(await judgeReading(this.db, { caseId: id, shown, saidWrong, read, actor: person }));
    return { id: given.id, givenAt: given.givenAt.toISOString() };
  }

  @Post('advice/:id/ring')
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Say whether the cases of a suggested ring belong together',
    description:
      'Two persons are asked, and neither is shown what the other said: the first opinion is shown to nobody else until the second is there. Where both find that the cases belong together the ring leads, at each of its cases, for the time of P-ADVICE. It decides nothing, and can be undone.',
  })
  @Returns(201, RingRuling, 'Your opinion is kept')
  @Problems('ADVICE.ABSENT', 'RING.SUPERSEDED', 'RING.OWN_OPINION', 'RING.CONFIRMED_ALREADY')
  async giveRingOpinion(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RingOpinionBody }) body: RingOpinionBody,
    @Person() person: Principal,
  ): Promise<RingRuling> {
    return ruled(await giveRingOpinion(this.db, { adviceId: id, ...body, actor: person }));
  }

  @Post('rings/:id/undo')
  @Roles(...CASE_WORKERS)
  @ApiOperation({
    summary: 'Say that the cases of a ring do not belong together after all; all of it stays on record',
  })
  @Returns(201, RingRuling, 'The ring is undone')
  @Problems('RING.ABSENT', 'RING.UNDONE_ALREADY')
  async undoRing(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: RingUndoBody }) { why }: RingUndoBody,
    @Person() person: Principal,
  ): Promise<RingRuling> {
    return ruled(await undoRing(this.db, { ringId: id, why, actor: person }));
  }

  @Get('analysis/models')
  @Roles(...ADVICE_READERS, 'administrator')
  @ApiOperation({
    summary: 'The models that advised: how often officers called each wrong, drift, and what came of the accounts',
    description:
      'Nothing here changes a model or an advice by itself. The figures are at most five minutes old; `isOn` is as of now.',
  })
  @Returns(200, AnalysisModels, 'One entry for each model version')
  @Problems('RULEBOOK.FORBIDDEN')
  async models(@Person() person: Principal): Promise<AnalysisModels> {
    const isOn = await isAdviceOn(this.db.manager, chooseRulebook(person, this.settings));
    return { isOn, ...(await keptModels(this.db.manager, modelsInUse())) };
  }

  @Get('analysis/review-slots')
  @Roles(...ADVICE_READERS)
  @ApiOperation({
    summary: 'What is drawn for review by chance, and nobody judged yet',
    description:
      'Judge each, also where you would not have looked: only slots drawn by chance say how good a model is on all accounts.',
  })
  @Returns(200, ReviewSlots, 'The oldest first')
  async reviewSlots(): Promise<ReviewSlots> {
    return readReviewSlots(this.db.manager);
  }

  /** Reads a narrative in its person's turn; null: not read, also because too many of his wait. */
  private async reading({ subject }: Principal, narrative: string): Promise<NarrativeReading | null> {
    try {
      return await this.turns.run(subject, () => this.narratives.read(narrative));
    } catch (error) {
      if (error instanceof ApiProblem) return null;
      throw error;
    }
  }
}

function ruled(ruling: RuledOnRing): RingRuling {
  const { id, ringId, outcome, ruledAt } = accepted(ruling);
  return { id, ringId, outcome, ruledAt: ruledAt.toISOString() };
}
