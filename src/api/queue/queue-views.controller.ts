import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readQueueViews, removeQueueView, saveQueueView } from '../../application/queue/queue-views.js';
import { CASE_WORKERS } from '../../domain/session/case-workers.js';
import { QueueViewBody, QueueViewRemovalBody, QueueViews } from '../../wire/office/queue.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { Roles } from '../auth/route-access.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted } from '../problem/api-problem.js';

/** The views of the queue that a person named; nobody reads another's. */
@ApiTags('queue')
@Controller('v1/queue/views')
export class QueueViewsController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Roles(...CASE_WORKERS)
  @ApiOperation({ summary: "The caller's own views of the queue" })
  @Returns(200, QueueViews, 'The views')
  async own(@Person() { subject }: Principal): Promise<QueueViews> {
    return this.viewsOf(subject);
  }

  @Post()
  @Roles(...CASE_WORKERS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep a view of the queue; one of the same name is replaced' })
  @Returns(200, QueueViews, 'All views of the caller')
  @Problems('QUEUE_VIEW.TOO_MANY')
  async save(
    @Body({ schema: QueueViewBody }) view: QueueViewBody,
    @Person() { subject }: Principal,
  ): Promise<QueueViews> {
    accepted(await saveQueueView(this.db.manager, subject, view));
    return this.viewsOf(subject);
  }

  @Post('removals')
  @Roles(...CASE_WORKERS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Remove a view of the queue; without one nothing happens' })
  @Returns(200, QueueViews, 'The views that are left')
  async remove(
    @Body({ schema: QueueViewRemovalBody }) { name }: QueueViewRemovalBody,
    @Person() { subject }: Principal,
  ): Promise<QueueViews> {
    await removeQueueView(this.db.manager, subject, name);
    return this.viewsOf(subject);
  }

  private async viewsOf(person: string): Promise<QueueViews> {
    return { views: QueueViews.shape.views.parse(await readQueueViews(this.db.manager, person)) };
  }
}
