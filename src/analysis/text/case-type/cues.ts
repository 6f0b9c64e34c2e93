/**
 * What people write of each kind of scam, in Thai and English: one feature for each pattern. Which
 * pattern speaks for which type, training decides.
 */
export const CUES: readonly RegExp[] = [
  // goods and services
  /(?:สั่ง|ซื้อ|จอง|พรีออเดอร์|หิ้ว|เช่า)/,
  /(?:ไม่ได้(?:รับ)?(?:ของ|สินค้า)|ไม่ส่ง(?:ของ|สินค้า)?|ของไม่(?:มา|ส่ง)|ได้กล่องเปล่า|ไม่จัดส่ง)/,
  /(?:แม่ค้า|พ่อค้า|คนขาย|ผู้ขาย|ร้าน(?:ค้า)?|seller|shop)/i,
  /(?:บล็อก|ปิดเฟซ|ปิดเพจ|ไม่ตอบ|อ่านไม่ตอบ|block(?:ed)?)/i,
  /\b(?:bought|buy|ordered|order|purchase[ds]?|rent(?:ed)?|booking|booked|second[- ]?hand|ticket|tickets|deliver\w*|shipp\w*)\b/i,
  /(?:มือสอง|บัตรคอน|ตั๋ว|ที่พัก|รีสอร์ต|สินค้า|พัสดุปลอม|เก็บเงินปลายทาง)/,
  // many victims, many hands
  /(?:แก๊ง|ขบวนการ|เครือข่าย|กับพวก|ร่วมกัน|แบ่งหน้าที่|เป็นทีม|กลุ่ม(?:บุคคล|คนร้าย)|ทีมงาน|gang|syndicate|organi[sz]ed|network|ring\b)/i,
  /(?:ผู้เสียหาย(?:หลาย|ทั่ว|รวม|จำนวน|เป็น|กว่า|ใน)|คน(?:อื่น)?(?:ใน\S{0,8})?ก็?โดน|โดน(?:กัน|เยอะ|เหมือนกัน)|เป็นร้อย|หลายสิบ|หลายร้อย|ทั่วประเทศ|victims|hundreds|dozens|many (?:people|shops)|others)/i,
  /(?:หลาย(?:เพจ|บัญชี|ราย|คน|สิบ)|บัญชีม้า|นิติบุคคล|บัญชีบริษัท|mule|company account|different (?:accounts|receiving))/i,
  // jobs
  /(?:งาน(?:เสริม|พาร์|พิเศษ|ออนไลน์|แพ็ก|รีวิว|พิมพ์|พับ)|สมัครงาน|หางาน|รับสมัคร|รายได้(?:เสริม|พิเศษ)|ค่าคอม|ค่าแรง|นายหน้าหางาน|\bjobs?\b|part[- ]?time|work from home|commission|recruit\w*|hired?)/i,
  /(?:ภารกิจ|กด(?:ไลก์|ไลค์|ถูกใจ|ออเดอร์|รับออเดอร์|หัวใจ|ดาว|แชร์)|ดูคลิป|เพิ่มยอด|ทำยอด|รีวิว(?:โรงแรม|ร้าน)|\btasks?\b|\blik(?:e|ing)\b|rating)/i,
  /(?:ทำงาน|งาน).{0,30}(?:ต่างประเทศ|เกาหลี|ออสเตรเลีย|ต่างแดน|วีซ่า)|(?:abroad|overseas|visa).{0,30}(?:job|work)/i,
  // loans
  /(?:กู้|สินเชื่อ|ปล่อยกู้|วงเงิน|ดอกเบี้ย|บูโร|ค้ำประกัน|เงินด่วน|เงินก้อน|ทวงหนี้|ทวงวัน|\bloans?\b|lend(?:er|ing)|credit check|quick cash)/i,
  /(?:ก่อนปล่อยกู้|ค่า(?:ธรรมเนียม|ค้ำ|ประกัน|มัดจำสัญญา|เปิดบัญชี|ปลดล็อก|อากร|เอกสาร).{0,40}(?:กู้|สินเชื่อ|วงเงิน)|ประจาน|ทวง)/,
  // investment
  /(?:ลงทุน|เทรด|หุ้น|คริปโต|บิตคอย|ฟอเร็กซ์|พอร์ต|โบรก|กองทุน|เหรียญ|ทองคำออนไลน์|ปันผล|invest\w*|trad(?:e|ing)|stock|crypto|forex|broker|usdt|exchange|margin|\bipo\b)/i,
  /(?:ถอน(?:เงิน|กำไร)?(?:ไม่ได้|ไม่ออก|ไม่ผ่าน)|พอ(?:จะ|ขอ|กด)?ถอน|withdraw\w*|จ่ายภาษีก่อน|กำไร|profit)/i,
  // calls that frighten
  /(?:โทร(?:ศัพท์)?(?:มา|เข้ามา|เข้า)|ปลายสาย|รับสาย|สายเข้า|มีสาย|คอลเซ็?นเตอร์|โอนสาย|ถือสาย|วางสาย|called me|caller|phone call|phoned|robot call|voice call|telephone|on the line)/i,
  /(?:ตำรวจ|สภ\.|ดีเอสไอ|ปปง|ศาล|หมายจับ|หมายเรียก|อัยการ|กสทช|ศุลกากร|สรรพากร|police|court|warrant|customs|arrest|officer|jail|nbtc|immigration)/i,
  /(?:ฟอกเงิน|ยาเสพติด|พัวพัน|ผิดกฎหมาย|พัสดุ(?:ตกค้าง|ผิด)|อายัด|ข่มขู่|ขู่ว่า|ถูกจับ|คดี|ตรวจสอบ(?:เส้นทาง|บัญชี)?|พิสูจน์|launder\w*|drugs|threat\w*|illegal parcel|inspection|investigation|safe account|bail)/i,
  // borrowing in another's name
  /(?:ยืม(?:เงิน|ตัง|ตังค์|ก่อน|ค่า)?|ขอยืม|หมุนเงิน|borrow\w*|\blend\b|\blent\b)/i,
  /(?:สวมรอย|ตัวจริง|ไม่ใช่เพื่อน|ปลอม(?:เฟซ|ไลน์|เป็น)|แอบอ้าง|เปลี่ยนเบอร์|เบอร์ใหม่|ไลน์(?:โดน|ถูก)|เฟซ(?:โดน|ถูก)|โดนแฮก|pretend\w*|impost\w*|new number|not (?:her|him|me)|same (?:picture|name)|copied?)/i,
  /(?:เพื่อน|ญาติ|หลาน|พี่สาว|น้อง|ลูก(?:สาว|ชาย)|หัวหน้า|เจ้านาย|อาจารย์|พระ|ครู|friend|cousin|nephew|sister|boss|colleague|uncle|pastor)/i,
  // prizes, gifts, merit and other pretexts
  /(?:รางวัล|ผู้โชคดี|แจก|ของฟรี|ฟรี|สุ่ม|ครบรอบ|lucky|prize|won\b|winner|giveaway|free )/i,
  /(?:บริจาค|ทำบุญ|มูลนิธิ|กฐิน|พิธี|หมอดู|ค่าครู|เลขเด็ด|หวย|สะเดาะ|ดวง|ปลุกเสก|donat\w*|charity|fortune|ritual|merit)/i,
  /(?:มรดก|เยียวยา|เงินช่วยเหลือ|ลงทะเบียน|เปิดสิทธิ์|คืนเงิน(?:ประกัน|ที่)|inherit\w*|subsidy|recover\w*|registration tax|claim)/i,
  // remote control
  /(?:แอป|แอพ|apk|ติดตั้ง|โหลด|ดาวน์โหลด|install\w*|download\w*|\bapp\b)/i,
  /(?:รีโมท|รีโมต|ควบคุม(?:เครื่อง|โทรศัพท์|หน้าจอ|ไม่ได้)?|ระยะไกล|anydesk|teamviewer|แชร์หน้าจอ|แอปดูด|แอพดูด|ดูดเงิน|remote\w*|screen|accessib\w*|took (?:over|control)|control\w*)/i,
  /(?:จอ(?:ดับ|ค้าง|ดำ|หมุน|เป็น)|เครื่อง(?:ค้าง|ร้อน|ดับ)|กดอะไรไม่ได้|กดปิดไม่ได้|อัปเดต|froze\w*|black|updating|by itself)/i,
  // hacking
  /(?:แฮก|เจาะ|บุกรุก|โดยมิชอบ|ล็อกอิน|รหัสผ่าน|ถูกยึด|hack\w*|breach\w*|intru\w*|unauthori[sz]ed|compromis\w*|password|log(?:ged)? ?in|stolen)/i,
  /(?:อีเมล|เมล|ใบแจ้งหนี้|วอลเล็ต|บัตรเครดิต|บัตรเดบิต|ซิม|otp|e-?mail|mailbox|invoice|wallet|sim swap|card)/i,
  /(?:ไม่ได้(?:กดลิงก์|บอก|ทำเอง|ทำอะไร|กด)|ไม่ได้คุย|ทั้งที่|never (?:clicked|shared|talked)|did not make|nor talked)/i,
  // love
  /(?:รัก|แฟน|จีบ|คบ(?:กัน|หา)?|ที่รัก|หวาน|แต่งงาน|หาคู่|ทินเดอร์|คู่รัก|แม่ม่าย|พ่อม่าย|love\w*|dating|tinder|bumble|boyfriend|girlfriend|romance|marry|wedding|fianc\w*|honey|lover)/i,
  /(?:ทหาร(?:อเมริกัน)?|กัปตัน|หมอ(?:ฝรั่ง)?|วิศวกร|ฝรั่ง|ต่างชาติ|ซีเรีย|แท่นขุด|นักบิน|soldier|surgeon|engineer|pilot|captain|widow)/i,
  /(?:ไม่เคย(?:เจอ|เห็น)|ค่าตั๋ว|ค่ารักษา|ค่าผ่าตัด|ค่าเทอม|ของขวัญ|never met|never existed|plane ticket|operation|hospital|gift box|visa)/i,
  // circles and pyramids
  /(?:แชร์(?:ลูกโซ่|ล้ม|ทอง|ออนไลน์)?|ท้าวแชร์|ท้าว|เปีย|วงแชร์|ลูกแชร์|มือละ|ponzi|pyramid|share circle|savings club|thao share)/i,
  /(?:ลูกทีม|แม่ทีม|แม่ข่าย|ดาวน์ไลน์|หาสมาชิก|ค่าแนะนำ|ค่าหัว|หัวคิว|ชวนคน|สมาชิกใหม่|คนใหม่|upline|downline|recruit\w*|invit\w*|new (?:members|deposits))/i,
  /(?:ออม(?:เงิน|ทอง)|ฝาก(?:เงิน|ออม)?|ดอก(?:เบี้ย)?(?:สูง|โหด|ทบ)|ผลตอบแทน(?:ร้อยละ|สูง)?|ร้อยละ|ปันผลทุก|ต่อเดือน|per month|every day|monthly|guaranteed|percent)/i,
  // ransom
  /(?:เรียกค่าไถ่|ค่าไถ่|แรนซัม|เข้ารหัส|ถอดรหัส|ปลดล็อก(?:ไฟล์|ข้อมูล)|ไฟล์.{0,20}(?:เปิดไม่|ล็อก|นามสกุล)|นามสกุล(?:ไฟล์|เปลี่ยน|แปลก)|ransom\w*|encrypt\w*|decrypt\w*)/i,
  /(?:เซิร์ฟเวอร์|แม่ข่าย|แบ็?กอัป|ไวรัส|มัลแวร์|server|backup\w*|files|virus|malware)/i,
  // none of them
  /(?:ร้องเรียน|สอบถาม|อยาก(?:ทราบ|รู้|ถาม|สอบถาม|ให้)|ทำยังไง|ต้องทำ|ขอคืนยังไง|กี่โมง|ขอบคุณ|ไหม|หรือเปล่า|\bhow\b|what (?:number|documents)|thank|complain|would like to know|is it)/i,
  /(?:ช้า|ล่าช้า|บริการ|พนักงาน|คุณภาพ|ยกเลิก|รีฟันด์|เคลม|ประกัน(?:ห้อง)?|ค่าปรับ|slow|late|refund|rude|dirty|branch|customer service|deposit back)/i,
  /(?:เพื่อนบ้าน|ข้างบ้าน|เสียงดัง|ผิดบัญชี|ตู้เอทีเอ็ม|บัตรหาย|เงินเดือน|นายจ้าง|หอ|แท็กซี่|ไรเดอร์|taxi|gym|hotel room|courier|atm|wrong account|salary|landlord)/i,
];
