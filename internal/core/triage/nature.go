package triage

import (
	"anju/internal/core/terms"
)

var (
	praising  = anyOf("表扬|感谢信|锦旗|点赞|夸一下|夸夸|夸奖|加鸡腿|发奖金|特致谢|致谢|非常感谢|十分感谢|好人好事|拾金不昧|要感谢|衷心感谢|感谢维修|感谢保安|感谢物业|感谢管家|感谢保洁|感谢你们|蛮好的|thank you to|thanks to|praise|commend|kudos|well done|compliment|grateful|hats off|wonderful|excellent work|great job|brilliant job|beyond his job|beyond her job|my thanks to|thank you for the great|thank you so much for")
	blaming   = anyOf("投诉|凭什么|太差|恶劣|坏了|要求赔|拒绝|不满|没人管|不作为|complain|unacceptable|refund|broken|rude|terrible|still not|not working|compensat")
	proposing = anyOf("建议|希望增设|希望组织|希望开|能不能办|能否增设|提个想法|加个木板|挂牌|suggestion|suggest|would be nice|how about|idea|could we have|what about|would cost next to nothing|book shelf")
	asking    = anyOf("咨询|请问|想问|问一下|了解一下|了解|怎么办理|如何办理|需要什么材料|需要哪些|什么流程|在哪里查|在哪里办|多少钱一|几点开|什么时候开放|could you tell me|how do i|how can i|where can i|where do i|what are the|what is the|i would like to know|just wondering|enquir|inquir|do i need|is it possible|are we allowed|are pets allowed|when does|when will the")
	broken    = anyOf("坏|不亮|漏|堵|修|跳闸|停电|停水|停用|没水|没电|不热|不制冷|异响|松动|失灵|故障|打不开|关不上|关不严|脱落|开裂|裂|空鼓|冒|滴|渗|返水|反臭|发黄|断|不通|无法使用|用不了|没反应|刷不开|识别不|困|闪|掉|倒|锈|变形|卡|爆|噪音|响|不转|死机|broken|leak|not working|stopped working|does not work|doesn't work|won't|out of order|dead|repair|fix|blocked|drip|tripp|trips|no water|no power|no heating|no hot water|cold|stuck|crack|loose|flicker|rattl|burst|smell|out again|fault|jammed|overflow|trapped|flood|failed")
	claiming  = anyOf("赔|补偿|退费|退款|退钱|退还|道歉|投诉|凭什么|凭啥|违约|追责|责任单位|迟迟|推诿|踢皮球|拖了|没人管|久拖|举报|质询|强烈要求|第三次|第四次|三次|六次|起诉|法院|追究|compensat|refund|complain|unacceptable|apolog|disgrace|paid for by you|third time|again and again|every tradesman|sue|solicitor|liable|rescission|a joke")
)

// repairable are the categories whose matters are usually a thing to mend.
var repairable = map[string]bool{
	"elevator": true, "water_supply": true, "drainage_leak": true, "electrical": true, "hvac_heating": true,
	"fire_safety": true, "structure_quality": true, "public_facility": true, "parking_gate_access": true,
}

// nature says what kind of matter it is. In doubt it is a complaint, because a
// complaint is judged and answered by a person.
func nature(r reading, title, category string) terms.Nature {
	text := r.folded
	blame := blaming.in(text) || claiming.in(text)
	switch {
	case praising.in(title) || category == praiseCategory && praising.in(text),
		praising.in(text) && !blame && !broken.in(text):
		return terms.Praise
	case asking.in(title), asking.in(text) && !blame && !broken.in(text):
		return terms.Inquiry
	case proposing.in(title) || category == praiseCategory,
		proposing.in(text) && !blame && !broken.in(text):
		return terms.Suggestion
	case repairable[category] && broken.in(text) && !claiming.in(text):
		return terms.Repair
	}
	return terms.Complaint
}

// praiseCategory is the one for good words and ideas.
const praiseCategory = "advice_praise"
