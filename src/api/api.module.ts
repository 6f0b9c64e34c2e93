import { type DynamicModule, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AfterCommit } from '../dispatch/after-commit.js';
import { AppealsController } from './appeal/appeals.controller.js';
import { CaseAppealsController } from './appeal/case-appeals.controller.js';
import { HoldersController } from './appeal/holders.controller.js';
import { TogetherController } from './appeal/appeals-together.controller.js';
import { AccessGuard } from './auth/access.guard.js';
import { IssuerKeys } from './auth/issuer-keys.js';
import { LogoutTokens } from './auth/logout-tokens.js';
import { Provider } from './auth/provider.js';
import { SessionWatch } from './auth/session-watch.js';
import { Sessions } from './auth/sessions.js';
import { SignIn } from './auth/sign-in.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { CallbacksController } from './message/callbacks.controller.js';
import { CallbackVerifier } from './message/callback-verifier.js';
import { UnreadableCallbacks } from './message/unreadable-callbacks.js';
import { SignedAnswers } from './message/signed-answers.js';
import { BreaksController } from './break/breaks.controller.js';
import { LostOrdersController } from './break/lost-orders.controller.js';
import { CasesController } from './case/cases.controller.js';
import { FreezeRequestsController } from './freeze-request/freeze-requests.controller.js';
import { CaseHoldsController } from './hold/case-holds.controller.js';
import { HoldsController } from './hold/holds.controller.js';
import { OrdersController } from './hold/orders.controller.js';
import { AdditionsController } from './complaint/additions.controller.js';
import { ComplaintsController } from './complaint/complaints.controller.js';
import { CorrectionsController } from './complaint/corrections.controller.js';
import { VictimsController } from './complaint/victims.controller.js';
import { HolderPapersController } from './complaint/holder-papers.controller.js';
import { WithdrawalsController } from './complaint/withdrawals.controller.js';
import {
  type ApiSettings,
  ATTACHMENTS,
  CENTRE_KEY,
  type CentreKey,
  LOGGER,
  RECOVERY,
  SETTINGS,
} from './dependencies.js';
import { DirectivesController } from './directive/directives.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { CaseExchangesController } from './exchange/case-exchanges.controller.js';
import { ExchangesController } from './exchange/exchanges.controller.js';
import { BodyInterceptor } from './http/body.interceptor.js';
import { MethodGuard } from './http/method.guard.js';
import { QueryGuard } from './http/query.guard.js';
import { RouteTable } from './http/route-table.js';
import { RecoveryGuard } from './observe/recovery.guard.js';
import type { RecoveryWatch } from './observe/refuse-unrecovered.js';
import { PartyRoom } from './limits/party-room.js';
import { RateLimits } from './limits/rate-limits.js';
import { JudgementController } from './judgement/judgement.controller.js';
import { DraftsController } from './draft/drafts.controller.js';
import { PersonsController } from './handling/persons.controller.js';
import { AdviceController } from './advice/advice.controller.js';
import { Narratives } from './advice/narratives.js';
import { WorkbookReader } from './party/workbook-reader.js';
import { HandlingController } from './handling/handling.controller.js';
import type { AttachmentStore } from '../application/attachment/attachment-store.js';
import { AttachmentsController } from './attachment/attachments.controller.js';
import { DraftFilesController } from './attachment/draft-files.controller.js';
import { Files } from './attachment/receive-file.js';
import { SuspectsController } from './suspect/suspects.controller.js';
import { RevealsController } from './reveal/reveals.controller.js';
import { HoldReviewsController } from './judgement/hold-reviews.controller.js';
import { LinksController } from './link/links.controller.js';
import { NoticesController } from './notice/notices.controller.js';
import { Metrics } from './observe/metrics.js';
import { Serving } from './observe/serving.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { schemaProblem } from './problem/schema-faults.js';
import { HealthController } from './observe/health.controller.js';
import { InstitutionsController } from './party/institutions.controller.js';
import { OwnInstitutionController } from './party/own-institution.controller.js';
import { SheetsController } from './party/sheets.controller.js';
import { PartiesController } from './party/parties.controller.js';
import { PartyChangesController } from './party/party-changes.controller.js';
import { PublicController } from './public/public.controller.js';
import { AuditController } from './overview/audit.controller.js';
import { PendingRequestsController } from './overview/pending-requests.controller.js';
import { QueueController } from './queue/queue.controller.js';
import { QueueViewsController } from './queue/queue-views.controller.js';
import { ReportsController } from './overview/reports.controller.js';
import { StatsController } from './overview/stats.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { RuleChangesController } from './rulebook/rule-changes.controller.js';
import { RulebookController } from './rulebook/rulebook.controller.js';
import { SessionController } from './session/session.controller.js';
import { SessionsController } from './session/sessions.controller.js';
import { EventFeed } from './stream/event-feed.js';
import { OpenStreams } from './stream/open-streams.js';
import { StreamController } from './stream/stream.controller.js';
import { TellingsController } from './telling/tellings.controller.js';
import { TrailController } from './trail/trail.controller.js';
import { TEMPORAL_PROBE, type TemporalProbe } from './temporal/temporal-client.js';

/** What the API runs on; the caller creates it and closes it. */
export interface ApiDependencies {
  settings: ApiSettings;
  key: CentreKey;
  logger: Logger;
  metrics: Metrics;
  db: DataSource;
  /** Whether this API may serve on its database. */
  recovery: RecoveryWatch;
  afterCommit: AfterCommit;
  temporalAnswers: TemporalProbe;
  /** Where files are kept; null: this API takes none. */
  attachments: AttachmentStore | null;
  /** What reads the narratives of callers. */
  narratives: Narratives;
  /** What reads the workbooks that institutions upload. */
  workbooks: WorkbookReader;
  /** Handlers that every request passes first. */
  around?: RequestHandler[];
}

const validation = new StandardSchemaValidationPipe({ exceptionFactory: schemaProblem });

@Module({})
export class ApiModule {
  /** Builds the API module from its dependencies. */
  static over(dependencies: ApiDependencies): DynamicModule {
    return {
      module: ApiModule,
      imports: [DiscoveryModule],
      controllers: [
        ComplaintsController,
        AdditionsController,
        CorrectionsController,
        VictimsController,
        WithdrawalsController,
        HolderPapersController,
        CasesController,
        TrailController,
        EvidenceController,
        JudgementController,
        LinksController,
        CaseHoldsController,
        CaseExchangesController,
        FreezeRequestsController,
        HoldsController,
        OrdersController,
        HoldReviewsController,
        BreaksController,
        LostOrdersController,
        DirectivesController,
        NoticesController,
        TellingsController,
        CaseAppealsController,
        HoldersController,
        TogetherController,
        AppealsController,
        ExchangesController,
        AuditController,
        RulebookController,
        RuleChangesController,
        PendingRequestsController,
        DraftsController,
        QueueController,
        QueueViewsController,
        PersonsController,
        HandlingController,
        AdviceController,
        RevealsController,
        SuspectsController,
        AttachmentsController,
        DraftFilesController,
        ReportsController,
        StatsController,
        StatisticsController,
        CallbacksController,
        StreamController,
        InstitutionsController,
        OwnInstitutionController,
        SheetsController,
        PartiesController,
        PartyChangesController,
        SessionController,
        SessionsController,
        PublicController,
        HealthController,
      ],
      providers: [
        { provide: SETTINGS, useValue: dependencies.settings },
        { provide: CENTRE_KEY, useValue: dependencies.key },
        { provide: LOGGER, useValue: dependencies.logger },
        { provide: Metrics, useValue: dependencies.metrics },
        { provide: DataSource, useValue: dependencies.db },
        { provide: AfterCommit, useValue: dependencies.afterCommit },
        { provide: ATTACHMENTS, useValue: dependencies.attachments },
        { provide: Narratives, useValue: dependencies.narratives },
        { provide: WorkbookReader, useValue: dependencies.workbooks },
        Files,
        { provide: TEMPORAL_PROBE, useValue: dependencies.temporalAnswers },
        IssuerKeys,
        LogoutTokens,
        Provider,
        SignIn,
        SessionWatch,
        Sessions,
        TokenVerifier,
        CallbackVerifier,
        SignedAnswers,
        PartyRoom,
        RateLimits,
        RouteTable,
        EventFeed,
        OpenStreams,
        Serving,
        { provide: RECOVERY, useValue: dependencies.recovery },
        { provide: APP_GUARD, useClass: MethodGuard },
        { provide: APP_GUARD, useClass: RecoveryGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: QueryGuard },
        { provide: APP_INTERCEPTOR, useClass: UnreadableCallbacks },
        { provide: APP_INTERCEPTOR, useClass: BodyInterceptor },
        { provide: APP_PIPE, useValue: validation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
