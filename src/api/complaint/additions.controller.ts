import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Addition, addToComplaint } from '../../application/complaint/intake/add-to-complaint.js';
import { adoptFound } from '../../application/complaint/incomplete/adopt-found.js';
import { addTransfers } from '../../application/complaint/intake/add-transfers.js';
import { tellAgain } from '../../application/complaint/incomplete/tell-again.js';
import { supplyAuthority } from '../../application/complaint/intake/supply-authority.js';
import { setAsideIncompleteTransfer } from '../../application/complaint/incomplete/settle-incomplete-transfer.js';
import { ROLES_OF_REPORT_ACT } from '../../domain/complaint/acts-on-report.js';
import {
  AdditionAccepted,
  AuthorityBody,
  AdoptBody,
  IncompleteTransferParams,
  LaterTransfersBody,
  SetAsideBody,
  StatementBody,
  SupplementBody,
  ToldAgainBody,
  TransferAdopted,
  TransferSetAside,
} from '../../wire/case/complaint.js';
import type { Signal } from '../../application/case/work/signal.js';
import { Decides, Roles } from '../auth/route-access.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';
import { AfterCommit } from '../../dispatch/after-commit.js';
import { CENTRE_KEY, type CentreKey } from '../dependencies.js';
import { signAsCentre } from './sign-as-centre.js';

/**
 * Additions to a complaint: supplement, transfers and statement. The complaint itself never
 * changes.
 */
@ApiTags('complaints')
@Controller('v1/complaints/:id')
export class AdditionsController {
  constructor(
    private readonly db: DataSource,
    private readonly afterCommit: AfterCommit,
    @Inject(CENTRE_KEY) private readonly key: CentreKey,
  ) {}

  @Post('supplements')
  @Roles(...ROLES_OF_REPORT_ACT.supplement)
  @ApiOperation({
    summary: 'Add what the victim remembers later',
    description:
      'Also of transfers that are not known well enough, or that are told again, as the route for transfers takes them.',
  })
  @Returns(201, AdditionAccepted, 'The supplement is on record')
  @Problems(
    'CASE.ABSENT',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'COMPLAINT.REPORTED_ALREADY',
    'INCOMPLETE_TRANSFER.ABSENT',
    'INCOMPLETE_TRANSFER.SETTLED',
    'COMPLAINT.INVALID',
  )
  supplement(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: SupplementBody }) body: SupplementBody,
    @Person() person: Principal,
  ): Promise<Answer> {
    return this.add(id, person, { kind: 'supplement', body });
  }

  @Post('transfers')
  @Roles(...ROLES_OF_REPORT_ACT.transfers)
  @ApiOperation({
    summary: 'Report a transfer later, or complete one that the victim did not know well enough',
    description: 'A reference that the complaint has reported already is refused; it is corrected by its own route.',
  })
  @Returns(201, AdditionAccepted, 'The transfers are on record')
  @Problems(
    'CASE.ABSENT',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'COMPLAINT.REPORTED_ALREADY',
    'INCOMPLETE_TRANSFER.ABSENT',
    'INCOMPLETE_TRANSFER.SETTLED',
    'COMPLAINT.INVALID',
  )
  async transfers(
    @Param({ schema: IdParams }) { id: caseId }: IdParams,
    @Body({ schema: LaterTransfersBody }) body: LaterTransfersBody,
    @Person() actor: Principal,
  ): Promise<Answer> {
    return this.answer(caseId, accepted(await addTransfers(this.db, { caseId, actor, body })));
  }

  @Post('incomplete-transfers/:transferId/end')
  @Roles(...ROLES_OF_REPORT_ACT.set_aside)
  @ApiOperation({
    summary: 'Set an incomplete transfer aside, because nobody looks for it any longer',
    description:
      'By who took the complaint, or an officer. It held nothing, so nothing is released by it; a supervisor is told where another person ends it, or while its institution still looks. What it turned out to be is reported as a transfer.',
  })
  @Returns(201, TransferSetAside, 'The transfer is set aside')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'INCOMPLETE_TRANSFER.ABSENT',
    'INCOMPLETE_TRANSFER.SETTLED',
    'INCOMPLETE_TRANSFER.NOT_TAKER',
  )
  async setAside(
    @Param({ schema: IncompleteTransferParams }) { id: caseId, transferId }: IncompleteTransferParams,
    @Body({ schema: SetAsideBody }) { reason }: SetAsideBody,
    @Person() actor: Principal,
  ): Promise<TransferSetAside> {
    const ended = accepted(await setAsideIncompleteTransfer(this.db, { caseId, transferId, reason, actor }));
    this.afterCommit.signal(ended.signal);
    return { id: transferId, caseId, state: 'set_aside', settledAt: ended.settledAt.toISOString() };
  }

  @Post('incomplete-transfers/:transferId/adopt')
  @Roles(...ROLES_OF_REPORT_ACT.adopt)
  @ApiOperation({
    summary: 'Adopt what the institution found, where it did not say that the victim holds the account',
    description:
      'By another person than who took the complaint or a later call, who knows from elsewhere, as from papers shown, that reporter and account belong together. What was found must fit all that was told; it is shown, and its money held, only then.',
  })
  @Returns(201, TransferAdopted, 'What was found is a transfer of the complaint')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'INCOMPLETE_TRANSFER.ABSENT',
    'INCOMPLETE_TRANSFER.SETTLED',
    'INCOMPLETE_TRANSFER.NOTHING_FOUND',
    'APPROVAL.OWN_INTAKE',
  )
  async adopt(
    @Param({ schema: IncompleteTransferParams }) { id: caseId, transferId }: IncompleteTransferParams,
    @Body({ schema: AdoptBody }) { reason }: AdoptBody,
    @Person() actor: Principal,
  ): Promise<TransferAdopted> {
    const adopted = accepted(await adoptFound(this.db, { caseId, transferId, reason, actor }));
    this.afterCommit.signal(adopted.signal);
    return { id: transferId, caseId, state: 'completed', settledAt: adopted.settledAt.toISOString() };
  }

  @Post('authority')
  @Roles(...ROLES_OF_REPORT_ACT.authority)
  @ApiOperation({
    summary: 'Keep by what the reporter speaks for the victim by law: guardian, signatory or heir',
    description:
      'From then on the report is the victim’s own complaint, received when it was taken down, and section 7 orders what it allows.',
  })
  @Returns(201, AdditionAccepted, 'The authority is on record')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'AUTHORITY.NOT_NEEDED',
    'AUTHORITY.NOT_HEARD',
  )
  async authority(
    @Param({ schema: IdParams }) { id: caseId }: IdParams,
    @Body({ schema: AuthorityBody }) body: AuthorityBody,
    @Person() actor: Principal,
  ): Promise<Answer> {
    return this.answer(caseId, accepted(await supplyAuthority(this.db, { caseId, body, actor })));
  }

  @Post('told-again')
  @Roles(...ROLES_OF_REPORT_ACT.told_again)
  @ApiOperation({
    summary: 'Tell what was not known of a report, or could not be right: a number, a telephone, the debited account',
    description:
      'What is known is never replaced by it. What waited for it goes on: the institution is asked about what was told, and a transfer of which nothing is missing any more is reported.',
  })
  @Returns(201, AdditionAccepted, 'It is on record, and known from now on')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'COMPLAINT.ABSENT',
    'COMPLAINT.KNOWN_ALREADY',
    'COMPLAINT.REPORTED_ALREADY',
    'COMPLAINT.INVALID',
  )
  async toldAgain(
    @Param({ schema: IdParams }) { id: caseId }: IdParams,
    @Body({ schema: ToldAgainBody }) body: ToldAgainBody,
    @Person() actor: Principal,
  ): Promise<Answer> {
    const input = { caseId, actor, body, signRecord: (bytes: Uint8Array) => signAsCentre(this.key, bytes) };
    return this.answer(caseId, accepted(await tellAgain(this.db, input)));
  }

  @Post('statements')
  @Roles(...ROLES_OF_REPORT_ACT.statement)
  @Decides()
  @ApiOperation({
    summary: 'Record that an inquiry officer accepted the police complaint (OFF-7C)',
    description:
      'A date that takes the place of another one, or that would end or shorten a hold, waits for a second person, who decides on it as on a correction; until then nothing changes.',
  })
  @Returns(201, AdditionAccepted, 'The statement is on record')
  @Problems(
    'CASE.ABSENT',
    'CASE.INTEREST',
    'APPROVAL.ROLE',
    'CASE.CLOSED',
    'COMPLAINT.ALREADY_WITHDRAWN',
    'APPROVAL.ALREADY_OPEN',
    'STATEMENT.ALREADY_GIVEN',
    'STATEMENT.IN_FUTURE',
    'STATEMENT.BEFORE_TRANSFER',
  )
  statement(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Body({ schema: StatementBody }) body: StatementBody,
    @Person() person: Principal,
  ): Promise<Answer> {
    return this.add(id, person, { kind: 'statement', body });
  }

  private async add(caseId: string, actor: Principal, addition: Addition): Promise<Answer> {
    return this.answer(caseId, accepted(await addToComplaint(this.db, { caseId, actor, ...addition })));
  }

  private answer(
    caseId: string,
    added: { id: string; receivedAt: Date; signal: Signal; waitsUntil?: Date | null },
  ): Answer {
    this.afterCommit.signal(added.signal);
    const waitsUntil = added.waitsUntil?.toISOString() ?? null;
    return { id: added.id, caseId, receivedAt: added.receivedAt.toISOString(), waitsUntil };
  }
}

type Answer = z.infer<typeof AdditionAccepted>;
