import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CASE_READERS, noteCaseAccess } from '../../application/case/privacy/note-access.js';
import { readOrderDocument, verifyOrderDocument } from '../../application/hold/view/read-order-document.js';
import { revealInDocument } from '../../application/reveal/reveal.js';
import { OrderVerification, OrderVerificationBody } from '../../wire/case/hold.js';
import { Person } from '../auth/person.js';
import type { Principal } from '../auth/principal.js';
import { PublicRoute, Roles } from '../auth/route-access.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { IdParams } from '../http/id-params.js';
import { Problems, Returns } from '../openapi/returns.js';
import { accepted, found } from '../problem/api-problem.js';
import { orderPdf } from './order-pdf.js';

/** Hold orders as documents. */
@ApiTags('holds')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get(':id/document')
  @Roles(...CASE_READERS['order_document.read'])
  @ApiOperation({
    summary: 'A hold order as a PDF in Thai, with its account in full; each reading is on the audit chain of the case',
    description:
      'A person of an institution gets orders to that institution only. For anybody else each reading counts as a value revealed (P-READ).',
  })
  // Generators know these bytes, and no PDF.
  @ApiProduces('application/octet-stream')
  @Returns(200, z.string().meta({ format: 'binary' }), 'The document; its `content-type` is `application/pdf`')
  @Problems('ORDER.ABSENT', 'REVEAL.TOO_MANY')
  async document(
    @Param({ schema: IdParams }) { id }: IdParams,
    @Person() person: Principal,
    @Res() response: Response,
  ): Promise<void> {
    const read = found(await readOrderDocument(this.db.manager, id, person.institution), 'ORDER.ABSENT');
    const { caseId, partId } = read;
    if (person.institution === null) accepted(await revealInDocument(this.db, { caseId, orderId: id, partId }, person));
    else await noteCaseAccess(this.db, 'order_document.read', person, { caseId, orderId: id });
    const pdf = await orderPdf(read.document, read.nameOf, this.settings.publicUrl);
    response
      .set('content-type', 'application/pdf')
      .set('content-disposition', `inline; filename="order-${id}.pdf"`)
      .end(pdf);
  }

  @Post('verifications')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether an order document says what the record says, and whether the order is in force' })
  @Returns(200, OrderVerification, 'What the document with this code says')
  @Problems('ORDER.UNKNOWN')
  async verify(@Body({ schema: OrderVerificationBody }) { code }: OrderVerificationBody): Promise<OrderVerification> {
    return found(await verifyOrderDocument(this.db.manager, code), 'ORDER.UNKNOWN');
  }
}
