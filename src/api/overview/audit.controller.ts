import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { wholeNumber } from '../../wire/common.js';
import { noteAccess } from '../../application/case/privacy/note-access.js';
import {
  readChainEvents,
  readChains,
  readCheckpointHeads,
  readCheckpoints,
  readReadings,
} from '../../application/overview/read-audit.js';
import {
  AuditChainList,
  AuditChainQuery,
  AuditCheckpointList,
  AuditCheckpointQuery,
  AuditEventPage,
  AuditEventQuery,
  AuditHeads,
  ChainName,
  ReadingList,
  ReadingQuery,
} from '../../wire/office/audit.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { Problems, Returns } from '../openapi/returns.js';
import { found } from '../problem/api-problem.js';
import { formatEventId, parseEventId } from '../stream/event-id.js';

const ChainParams = z.object({ id: ChainName });
type ChainParams = z.infer<typeof ChainParams>;
const CheckpointParams = z.object({ number: wholeNumber(1) });
type CheckpointParams = z.infer<typeof CheckpointParams>;

/**
 * The audit chains as an auditor verifies them: with all that their hashes cover, and the signed
 * checkpoints over them.
 */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly db: DataSource) {}

  @Get('chains')
  @Roles('auditor')
  @ApiOperation({ summary: 'Every hash chain with its end: that of the system first, then the newest case first' })
  @Returns(200, AuditChainList, 'A page; `next` is the `after` of the next one')
  chains(@Query({ schema: AuditChainQuery }) query: AuditChainQuery): Promise<AuditChainList> {
    return readChains(this.db.manager, query);
  }

  @Get('chains/:id/events')
  @Roles('auditor')
  @ApiOperation({
    summary: 'A chain with all that its hashes cover, to be verified; each reading is on the audit chain',
  })
  @Returns(200, AuditEventPage, 'A page in order; `next` is the `after` of the next one')
  @Problems('AUDIT.ABSENT')
  async events(
    @Param({ schema: ChainParams }) { id }: ChainParams,
    @Query({ schema: AuditEventQuery }) query: AuditEventQuery,
    @Person() person: Principal,
  ): Promise<AuditEventPage> {
    await noteAccess(this.db, 'audit_chain.read', person.subject, { chain: id, ...query });
    return found(await readChainEvents(this.db.manager, id, query), 'AUDIT.ABSENT');
  }

  @Get('checkpoints')
  @Roles('auditor')
  @ApiOperation({ summary: 'The signed checkpoints over the ends of the chains, the newest first' })
  @Returns(200, AuditCheckpointList, 'A page; `next` is the `before` of the next one')
  checkpoints(@Query({ schema: AuditCheckpointQuery }) query: AuditCheckpointQuery): Promise<AuditCheckpointList> {
    return readCheckpoints(this.db.manager, query);
  }

  @Get('checkpoints/:number/heads')
  @Roles('auditor')
  @ApiOperation({ summary: 'The ends of chains that a checkpoint signed: the leaves of its Merkle tree' })
  @Returns(200, AuditHeads, 'The leaves in order')
  @Problems('AUDIT.ABSENT')
  async heads(@Param({ schema: CheckpointParams }) { number }: CheckpointParams): Promise<AuditHeads> {
    return found(await readCheckpointHeads(this.db.manager, number), 'AUDIT.ABSENT');
  }

  @Get('readings')
  @Roles('auditor')
  @ApiOperation({ summary: 'Who read what, the newest first; each reading of this list is itself on the audit chain' })
  @Returns(200, ReadingList, 'A page; `next` is the `before` of the next one')
  async readings(
    @Query({ schema: ReadingQuery }) query: ReadingQuery,
    @Person() person: Principal,
  ): Promise<ReadingList> {
    await noteAccess(this.db, 'readings.read', person.subject, { ...query });
    const before = query.before === undefined ? undefined : parseEventId(query.before);
    const { readings, oldest } = await readReadings(this.db.manager, { ...query, before });
    return { readings, next: oldest === null ? null : formatEventId(oldest) };
  }
}
