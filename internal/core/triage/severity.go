package triage

import "anju/internal/core/terms"

// hardship is what makes a matter high without danger at this moment.
type hardship struct {
	trigger list
	with    []list
	unless  list
}

var hardships = []hardship{
	// somebody was hurt or fell ill
	{trigger: anyOf("骨折|骨裂|缝了|缝合|崴了|摔伤|咬伤|被咬|咬出血|咬了一口|划伤|烫伤|砸伤|扭伤|受伤|起个大包|起包|磕掉|住院|狂犬疫苗|头晕|中毒|生病|流血|压伤|夹到孩子|夹伤|绊倒|摔了一跤|stitches|injur|bitten|bit my|fractur|broken wrist|broken arm|broken leg|hospital|concussion|inhaler|bleeding|food poison|slipped and|tripped|burned my|sprain"), unless: anyOf("医院附近|去医院看望|刚出院")},
	{trigger: anyOf("推搡|推倒|扑倒|敲倒|打了我|打业主|殴打|动手打|撞倒|knocked down|pushed me|hit me|punched|shoved|attacked")},
	// clear danger
	{trigger: anyOf("漏电|麻手|手麻|触电|电了一下|被电|焦味|焦糊|烧焦|糊味|electric shock|got a shock|me a shock|tingles|tingling|burning smell|smell of burning|smell of melting|melting plastic|smells burnt|scorch")},
	{trigger: anyOf("电线|线头|插座|wires|cables"), with: []list{anyOf("裸露|外露|冒火|exposed|bare|sparks")}},
	{trigger: anyOf("栏杆|护栏|雨棚|吊顶|外墙|瓷砖|幕墙|保温|顶板|女儿墙|玻璃|水泥|阳台|railing|facade|façade|canopy|soffit|concrete|tiles|balustrade|balcony"), with: []list{anyOf("晃|松动|快塌|掉下来|掉下|坠|砸|外倾|断了|脱落|自爆|loose|fell|falling|came down|coming off|breaking off|shattered")}, unless: anyOf("雨棚上")},
	{trigger: anyOf("承重墙|剪力墙|承重柱|承重梁|钢筋|公共烟道|load-bearing|load bearing"), with: []list{anyOf("拆|敲|砸|割断|开凿|外露|锈|露出|裂|remov|knock|cut|exposed|crack")}, unless: anyOf("自己砸")},
	{trigger: anyOf("消火栓|消防栓|灭火系统|消防水|消防泵|hydrant|sprinkler"), with: []list{anyOf("无水|没水|没有水|无出水|没有出水|瘫痪|关了|no water|dry|switched off|broken")}},
	{trigger: anyOf("消防通道|消防车道|逃生|疏散|安全出口|防火门|楼梯间|出口|escape|fire exit|fire lane|fire door"), with: []list{anyOf("堵|锁|占|停车|停满|杂物|堆|顶着|block|locked|chain|debris|parked|wedged|in front")}, unless: anyOf("演练|演习")},
	{trigger: anyOf("电瓶车|电动车|飞线|e-bike|ebike|scooter"), with: []list{anyOf("充电|charg"), anyOf("楼道|门厅|大厅|走廊|楼梯|进楼|窗|hallway|corridor|stair|lobby|landing")}},
	{trigger: anyOf("电梯|轿厢|这部梯|那部梯|左边那部|lift|elevator"), with: []list{anyOf("往下掉|下坠|急坠|坠落|下滑|往下滑|滑了|滑到|掉了|掉到|蹲底|冲顶|夹人|夹住|dropped|plunged|fell|free fall|doors opened anyway|cm below|cm above|off level")}},
	{trigger: anyOf("道闸|落杆|卷帘|车库门|闸杆|gate|barrier|shutter"), with: []list{anyOf("砸|夹|敲倒|dropped on|came down on|hit my|hit me|struck")}},
	{trigger: anyOf("大树|枯树|树枝|枯枝|井盖|窨井|tree|branch|manhole"), with: []list{anyOf("快倒|要倒|砸|倒了|松动|踩空|leaning|about to fall|fell on|fallen|loose|roots are lifting|missing")}},
	{trigger: anyOf("投毒|毒饵|口吐白沫|一氧化碳|毒死|poison|carbon monoxide")},
	// crime
	{trigger: anyOf("遭贼|进贼|入室|盗窃|撬门|撬锁|拧门把手|尾随|跟踪|持刀|威胁要|抢劫|家暴|burgl|break-in|broke into|broken into|intruder|tried my door|tried the handle|followed my|followed me|stalk|prowler|threatened to|robbed|knife")},
	{trigger: anyOf("诈骗|被骗|骗子|回扣|私人账户|个人微信|私收|卷款|假公章|伪造|挪用|行贿|贿赂|一房二卖|登记在一个陌生人|登记到别人|几个点|fraud|scam|bribe|kickback|embezzl|forged|personal account")},
	// an essential service out for long, or a frail person hit
	{trigger: anyOf("停水|没水|没有水|断水|停电|没电|断电|停暖|没暖气|不供暖|暖气|室温|no water|no power|no electricity|no heating|heating|power has been|water has been|power cut"), with: []list{anyOf("两天|三天|四天|五天|一天半|一周|几天|多天|整天|一整天|半天|36小时|冻僵|冻|制氧|透析|卧床|病人|老人|婴儿|新生儿|月子|孕妇|days|a week|elderly|84|baby|newborn|dialysis|oxygen|pregnant|disabled|lives alone|freezing|vulnerable")}, unless: anyOf("表扬|漏水|阀门")},
	{trigger: anyOf("发黄|浑浊|异味|铁锈味|发臭|发黑|brown|black specks|cloudy|smells"), with: []list{anyOf("自来水|供水|饮用水|水箱|水龙头|tap water|taps|drinking water")}},
	{trigger: anyOf("化粪池|污水|脏水|粪水|sewage"), with: []list{anyOf("满溢|溢|倒灌|冒|反上来|返|overflow|backing up|coming up")}, unless: anyOf("污水费|污水处理费")},
	{trigger: anyOf("透析|制氧机|呼吸机|dialysis|oxygen machine|ventilator|infant|months pregnant")},
	{trigger: anyOf("灌水|往下灌|爆管|水管爆|爆了|崩了|burst"), with: []list{anyOf("水|阀|pipe|main|water")}, unless: anyOf("爆满")},
	{trigger: anyOf("吊灯|灯里|灯具|插座|插排|插线板|开关面板|墙上开关|墙壁开关|灯孔|电箱|电表|socket|outlet|wall switch|power strip|light fitting|ceiling light"), with: []list{anyOf("漏水|滴水|渗水|进水|泡水|淌水|有水|流到|流进|滴在|滴到|往下滴|水从|dripping|leak|water running|water coming| wet")}},
	// large money, years of delay
	{trigger: anyOf("烂尾|停工一年|停工两年|逾期两年|二十个月|逾期一年|跑路|years past|years late|two years late|bankrupt|abandoned site")},
	{trigger: anyOf("误扣|多扣|多划|扣走|划走|盗刷|debited|charged"), with: []list{anyOf("房贷|逾期|万元|0,000|mortgage|overdraft")}},
}

// trifles are wishes and small things, as long as nothing weighs against them.
var trifles = anyOf("麻烦提醒|偶尔|能调|调低|调小|调高|太灵敏|名字写错|打成|错别字|改一下吧|挂牌|靠背|音量|能不能提前|能固定|希望能讲|希望办公|听说|是不是真的|少写一个字母|could they maybe|would be nice|minor|not urgent|no rush|it's lovely|small thing|whenever you have time|typo|只是小事|小建议|不急|有空")

// severity says how urgent a matter is and which words say so; alarm are the
// words by which the model hears danger, none if it does not.
func severity(r reading, nature terms.Nature, alarm []string) (terms.Severity, []string) {
	var now, before []string
	for _, w := range warnings(r) {
		quote := r.quote(w.start, w.end)
		if w.past {
			before = append(before, quote)
		} else {
			now = append(now, quote)
		}
	}
	if len(now) > 0 && (nature != terms.Praise || urgentWords.in(r.folded)) {
		return terms.Critical, now
	}
	if (nature == terms.Complaint || nature == terms.Repair) && len(before) == 0 && len(alarm) > 0 && !calm(r) {
		return terms.Critical, alarm
	}
	if nature == terms.Praise {
		return terms.Low, nil
	}
	before = append(before, suffered(r)...)
	if len(before) > 0 && (nature == terms.Complaint || nature == terms.Repair) {
		return terms.High, before
	}
	if start, end := trifles.find(r.folded); start >= 0 {
		return terms.Low, []string{r.quote(start, end)}
	}
	if nature != terms.Complaint && nature != terms.Repair {
		return terms.Low, nil
	}
	return terms.Normal, nil
}

// suffered are the words of hardship that are neither denied nor feared.
func suffered(r reading) []string {
	var quotes []string
	for _, h := range hardships {
		if !h.trigger.in(r.folded) {
			continue
		}
		for i, c := range r.clauses {
			start, end := h.trigger.find(c.text)
			if start < 0 || h.unless.in(c.text) {
				continue
			}
			met := true
			for _, l := range h.with {
				met = met && l.in(r.sentence(i))
			}
			if met && !denied(c.text[:start]) && !feared.in(c.text[:start]) {
				quotes = append(quotes, r.quote(c.start+start, c.start+end))
			}
		}
	}
	return quotes
}
