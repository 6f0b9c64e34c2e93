import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { readParties } from '../../application/party/read-parties.js';
import { PartyList } from '../../wire/office/party.js';
import { Roles } from '../auth/route-access.js';
import { Returns } from '../openapi/returns.js';

/** The parties with their keys, for whoever changes them. */
@ApiTags('institutions')
@Controller('v1/parties')
export class PartiesController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Roles('administrator', 'aoc_supervisor', 'auditor')
  @ApiOperation({ summary: 'Every institution and agency with its address and its keys, those of before included' })
  @Returns(200, PartyList, 'In order of slug')
  async list(): Promise<PartyList> {
    return { parties: await readParties(this.db.manager) };
  }
}
