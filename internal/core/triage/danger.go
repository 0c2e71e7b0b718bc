package triage

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// danger is one way in which life or limb is at risk now. The trigger must be
// said, and of each further list a word in the same breath.
type danger struct {
	trigger list
	with    []list
	unless  list // said in the same clause: something else is meant
}

var (
	someone  = anyOf("worker|lady|rider|guard|人|女|男|员|工|妇|客|小伙|姑娘|先生|女士|保洁|保安|我|他|她|孩|娃|宝|妈|爸|父|母|爷|奶|老太|阿姨|大姐|大爷|师傅|业主|住户|女儿|儿子|老公|老婆|someone|somebody|people|person|child|kid|boy|girl|baby|man|woman|mother|father|mum|dad|son|daughter|wife|husband|grand|neighbour|tenant|resident|we |i |i'm|we're|us |me |my ")
	liftCar  = anyOf("电梯|轿厢|客梯|货梯|梯里|梯内|困梯|lift|elevator")
	electric = anyOf("配电|电箱|电井|电表|开关柜|电房|插座|插排|高压|漏电|灯在闪|灯都闪|带电|电线|switch room|switchgear|switchboard|electric|socket|sparks|lights went|lights just went|power board|meter|fuse box|transformer")
	dangers  = []danger{
		// trapped
		{trigger: anyOf("困人|被困|困在|困住|困着|关在|卡在|卡住|困了|困梯|关着|出不来|出不去|打不开门|关里|锁在里|锁里"), with: []list{liftCar, someone}, unless: anyOf("卡在我|雨伞|门关着|灯关着|犯困")},
		{trigger: anyOf("trapped|stuck in|stuck inside|in the lift and|can't get out|cannot get out|can't open the door|let us out|let me out|people inside|someone inside|banging inside|shouting inside|screaming inside|with people in"), with: []list{liftCar}, unless: anyOf("indicator|display|screen|poster")},
		{trigger: anyOf("里面有|里面还有|里头有|里头还有|在里头|在里面|里面的人|we're inside|we are inside|i'm inside|i am inside|people in it|children in it|people inside|someone in it"), with: []list{anyOf("电梯|轿厢|梯门|货梯|客梯|lift|elevator"), someone, anyOf("坏|停|哭|喊|叫|闷|卡|打不开|不动|没人理|没反应|出不来|救|stop|no answer|stuck|crying|won't open|not moving|shouting|broken|help")}, unless: anyOf("抽烟|广告|遛狗|狗|垃圾|尿")},
		{trigger: anyOf("inside the lift|inside the elevator|in the lift|in the elevator"), with: []list{anyOf("someone shouting|someone banging|someone calling|someone inside|shouting for|crying for|calling for help|banging on|screaming|help us|help me"), anyOf("lift|elevator")}},
		{trigger: anyOf("被困|困在|困住|困在里面|trapped"), with: []list{someone}, unless: anyOf("车被困|车困在|困难|困扰|trapped in this contract|trapped in a contract|trapped in the contract|feel trapped")},
		{trigger: anyOf("压住|夹住|卡住了|头卡在|手卡在|脚卡在|腿卡在|卡在栏杆|压在|埋在|pinned|trapped under|crushed|caught in the"), with: []list{anyOf("人|孩|娃|腿|手|头|脚|胳膊|child|boy|girl|man|woman|leg|arm|hand|head|foot|someone"), anyOf("快|救|抬不动|拔不出|出不来|120|119|正|还在|疼得|哭|卡在|now|help|send|can't lift|screaming|hurry|ambulance")}},
		{trigger: anyOf("锁在车里|反锁在|锁在家里|锁在屋里|锁在阳台|锁在卫生间|锁在房间|locked in the car|locked in the bath|locked in the room|locked in the bed|locked inside|locked in the flat"), with: []list{anyOf("孩|娃|宝|婴|老人|小朋友|baby|child|toddler|kid|elderly|son|daughter")}},
		{trigger: anyOf("锁在天台|锁在楼顶|锁在地库|锁在车库|锁在楼梯间|锁在楼道|锁在机房|锁在电井|锁在地下|locked on the roof|locked in the stair|locked in the garage|locked in the basement|locked on the balcony"), with: []list{someone}, unless: anyOf("车锁|car was|my car|van")},
		{trigger: anyOf("stuck"), with: []list{liftCar, anyOf("inside|in it|in there|alone|with a baby|with my|with the kids")}, unless: anyOf("indicator|display|screen|poster|sticker|advert")},
		{trigger: anyOf("卡半中间|卡在半|卡在中间|停在半|停在两层|停电停住"), with: []list{anyOf("梯|轿厢"), anyOf("里面|里边|里头|我们|我跟|我和|关")}},
		// gas
		{trigger: anyOf("臭鸡蛋|像煤气|像是煤气|像燃气|像是燃气|像天然气|rotten egg")},
		{trigger: anyOf("煤气味|燃气味|天然气味|瓦斯味|液化气味|煤气泄漏|燃气泄漏|天然气泄漏|煤气泄露|燃气泄露|天然气泄露|煤气漏|燃气漏|天然气漏|漏煤气|漏燃气|漏天然气|煤气味道|煤气的味|燃气的味|天然气的味|煤气臭|煤气管漏|燃气管漏|煤气罐漏|smell gas|smell of gas|smelling gas|smells of gas|smells like gas|gas smell|gas odour|gas odor|gas fumes|gas leak|leaking gas|gas is leaking|gas alarm|stinks of gas|gas coming|reeks of gas|odour of gas|odor of gas"), unless: anyOf("尾气")},
		{trigger: anyOf("煤气|燃气|天然气|瓦斯|液化气|gas"), with: []list{anyOf("泄漏|泄露|漏气|嘶嘶|刺鼻|很浓|报警器响|报警器一直响|hissing|leak|strong smell")}, unless: anyOf("燃气费|气费|gas bill|账单|water leak|gasket|换表|安检|尾气")},
		{trigger: anyOf("煤气中毒|一氧化碳中毒|carbon monoxide poison|co poison|一氧化碳报警器一直响|co alarm is")},
		{trigger: anyOf("一氧化碳|壁挂炉|烟道|carbon monoxide|co alarm|boiler"), with: []list{anyOf("晕|叫不醒|昏|头好痛|头痛|头疼|想吐|恶心|倒地|unconscious|dizzy|headache|faint|sick|passed out|collapsed")}},
		// fire
		{trigger: anyOf("着火|起火|失火|烧起来|着起来|冒火|火星|火苗|明火|燃起来|烧着了|爆炸|在烧|on fire|caught fire|flames|is burning|there's a fire|there is a fire|sparking|sparks coming|explosion|exploded|fire in|fire at |fire on"), unless: anyOf("点不着|打不着|点火|暖气|锅炉|供暖|消防罚|燃放|fire door|fire exit|fire extinguisher|fire alarm|fire sign|fire ins|fire once")},
		{trigger: anyOf("冒烟|浓烟|黑烟|黄烟|烟很大|都是烟|全是烟|起烟|烟雾弥漫|smoke coming|smoke pouring|black smoke|thick smoke|full of smoke|smoke in the|smoke from|smoke is|there's smoke|there is smoke|smell smoke|smell of smoke|smoking and"), unless: anyOf("抽烟|吸烟|香烟|油烟|烟味飘|cigarette|smoker|tobacco|barbecue|cooking smoke|no smoking")},
		{trigger: anyOf("和烟|有烟|飘烟|烟飘|窜烟|烟往|烟从|的烟"), with: []list{anyOf("烧|焦|糊|火|呛|敲门没人|报警器")}, unless: anyOf("抽烟|吸烟|香烟|油烟|做饭|烟囱|没有烟")},
		{trigger: anyOf("burning|ablaze|in flames"), unless: anyOf("smell|question|eyes|garden waste|leaves|candle|incense|feels|rubber|toast")},
		{trigger: anyOf("火花|打火|sparks"), with: []list{anyOf("烟|正在|噼|一直|不敢靠近|smoke|right now|still")}},
		{trigger: anyOf("疏散门|消防门|消防通道|安全出口|逃生门|逃生通道|安全门|楼梯门|escape door|fire exit|emergency exit|exit door"), with: []list{anyOf("锁|链|封死|焊死|lock|chain|padlock|bolted|welded"), anyOf("冒烟|着火|起火|出不去|跑不出|烟|smoke|people inside|couldn't get out|can't get out|cannot get out")}, unless: anyOf("刷卡")},
		// water
		{trigger: anyOf("积水|漫到|漫进|漫至|漫过|淹|倒灌|往下灌|灌进|灌水|灌满|漫水|泡在水|水位|进水|喷水|水喷|涌水|涌进|爆了|炸了|flood|water is rising|water's rising|water rising|water pouring|pouring|gushing|knee deep|knee-deep|waist|over my ankles|coming up fast|under water|water is up|water up to|water has reached|burst"), with: []list{electric}, unless: anyOf("水淹柜|喷淋|厨房水槽|气球")},
		{trigger: anyOf("灌满|灌进|漫到|漫过|淹到|淹了|水位|涨得|涨水|没过|齐腰|过膝|水深|flood|water is rising|water's rising|knee deep|knee-deep|waist|over my ankles|coming up fast|under water"), with: []list{anyOf("住在|人在里|有人在|人还在|还有人|里面有人|老人在|孩子在|出不来|不会游|行动不便|独居|轮椅|people are|people still|someone is|still inside|wheelchair|people in|down there|is in there|can't get out|elderly")}},
		// violence
		{trigger: anyOf("拿刀|持刀|菜刀|砍人|砍了人|被砍|捅人|捅了|被捅|甩棍|铁棍|棍棒|钢管|拿枪|持枪|持械|拿着刀|拿着棍|提着刀|挥刀|斧头|砍刀|用刀|刀划|刀架|带刀|啤酒瓶砸|瓶砸人|with a knife|has a knife|knife|machete|gun|stabb|with an axe|armed|iron bar|baseball bat|weapon|shooting"), with: []list{someone}, unless: anyOf("枪头|喷枪|水枪|刀片|铲刀|测温|枪照|玩具|磨刀|刀具展|充电枪|插枪|刷枪|扫码枪|gunk|knife sharpen|glue gun|toy|unarmed")},
		{trigger: anyOf("打架|打人|砸人|在打老婆|又在打|正在打|打老婆|打孩子|家暴|打起来|在打架|打得很|围殴|群殴|殴打|被打得|往死里打|掐脖子|掐着|beating|being attacked|is attacking|are fighting|is hitting|being beaten|strangl|assaulting|is being beat|punching"), with: []list{anyOf("救命|现在|正在|刚刚|刚才|快|血|没声音|见血|110|在打|还在|起来了|出人命|now|help|scream|blood|bleeding|hurry|police|right|send|please come")}, unless: anyOf("打孔|打桩|打扫|打电话|打折|打架子鼓")},
		{trigger: anyOf("要杀|杀了我|杀我|弄死|打死|kill me|kill us|kill him|kill her|kill my|going to kill|threatening people|threatening everyone"), with: []list{someone}},
		{trigger: anyOf("砸我门|砸我家门|踹我门|踹我家门|撞我门|砸门|踹门|撬我门|撬我家|kicking my door|kicking in|breaking down my door|breaking into|trying to break in|broken bottle"), with: []list{someone, anyOf("现在|正在|在砸|在踹|在撬|快|救|刀|害怕|now|help|police|hurry|right|threaten|is |are ")}},
		{trigger: anyOf("being attacked|being assaulted|being stabbed|being strangled|正被人打|正在被打"), with: []list{someone}},
		{trigger: anyOf("救命|救人啊|出人命了|杀人|绑架|劫持|抢劫|挟持|强奸|help me|help us|save us|murder|kidnap|hostage|being robbed|rape"), unless: anyOf("救命稻草|救命钱|救命恩|救命之恩|救命的电话|救命通道|生命|救命药|with|help me understand|help me with|help me find|help us with|help us under|help me to|help me get a copy|help me please with|could you help|can you help|please help me c|grape|rapeseed|murder on")},
		{trigger: anyOf("跳楼|要往下跳|要跳楼|要跳下|轻生|自杀|想不开|割腕|坠楼|从楼上掉|站在楼顶边|站在天台边|going to jump|about to jump|threatening to jump|suicid|on the ledge|fell from the balcony|fell off the balcony|fell from the roof"), unless: anyOf("跳楼价|跳楼大甩")},
		{trigger: anyOf("楼顶|天台|窗台|阳台外|on the roof"), with: []list{someone, anyOf("要跳|想跳|要往下跳|to jump")}},
		{trigger: anyOf("人掉下|掉下来一个人|掉下来个人|掉下来一个小|摔下楼|坠下楼|跌下楼"), with: []list{someone}},
		{trigger: anyOf("塌|垮了|倒下来|collapsed|came down"), with: []list{anyOf("压到|压着|压住|砸到人|砸到工人|砸中|被埋|埋了|埋在|on top of|buried|under it|hit a |worker")}, unless: anyOf("车|price|my car")},
		// poison
		{trigger: anyOf("柴油|汽油|农药|有毒|投毒|化学|刺鼻|chemical|diesel|petrol|poison|pesticide|bleach"), with: []list{anyOf("自来水|水龙头|水里|水箱|喝了|喝水|饮用水|tap water|water supply|drank|drinking|from the tap|water tank"), anyOf("吐|拉肚子|肚子痛|肚子疼|医院|中毒|晕|别喝|vomit|sick|ill|hospital|dizzy|throwing up|don't drink|burn")}},
		{trigger: anyOf("喝了|水喝|饮用水|自来水|水里|水有|drank|tap water|the water"), with: []list{anyOf("中毒|吐了|呕吐|上吐下泻|拉肚子|肚子疼|poisoned|poisoning|vomit|throwing up")}, unless: anyOf("酒|醉|药")},
		// hurt now
		{trigger: anyOf("叫不醒|没呼吸|没有呼吸|不省人事|昏迷|昏倒|晕倒|晕在|晕过去|晕了过去|休克|抽搐|心脏骤停|心梗|不会哭了|脸是青|脸发紫|溺水|淹水里|大出血|血流不止|一直流血|流了好多血|地上有血|没有意识|没意识|unconscious|not breathing|can't breathe|cannot breathe|stopped breathing|collapsed on|has collapsed|just collapsed|drowning|heart attack|chest hurts|chest pain|having a seizure|bleeding heavily|bleeding badly|lot of blood|won't wake|not moving|not responding|blood everywhere|blood on the floor"), with: []list{someone}, unless: anyOf("气得|气到|气晕|差点|快晕|buzzer|not moving the")},
		{trigger: anyOf("口吐白沫|frothing at"), with: []list{someone}, unless: anyOf("狗|猫|dog|cat ")},
		{trigger: anyOf("掉进|跌进|落水|fell into|fallen into|fallen in the"), with: []list{anyOf("人|孩|娃|宝|老|child|kid|boy|girl|toddler|man |woman|someone|baby"), anyOf("水池|池|井|坑|湖|河|pool|pond|shaft|lake|manhole|fountain")}, unless: anyOf("手机掉|钥匙掉|耳机掉|phone|keys|ball")},
		{trigger: anyOf("collapsed"), with: []list{anyOf("man |woman|lady|neighbour|mother|father|wife|husband|someone|person|resident|guard|child|boy|girl|he |she ")}, unless: anyOf("ceiling|wall|roof|shelf|fence|canopy|drain")},
		{trigger: anyOf("是血|头破血流|血肉|流了一地血|covered in blood|face is bleeding|head is bleeding|gushing blood"), with: []list{someone}},
		{trigger: anyOf("倒在|躺在|躺地上|倒地上|瘫在|趴在|摔下来|摔下去|掉下来|栽倒|lying in|lying on|fell off|fell from|fallen from"), with: []list{someone, anyOf("没反应|没有反应|不动了|不会动|不省|发白|发紫|发青|抽|叫他没|叫她没|脚手架|吊篮|吐血|喘不|unresponsive|not moving|not respond|unconscious|bleeding|scaffold|ladder|can't breathe")}},
		{trigger: anyOf("沉下去|沉到水|呛水|沉在水|under the water|went under|sank"), with: []list{someone, anyOf("池|水|湖|河|pool|lake|pond")}},
		{trigger: anyOf("中风|心脏病|心绞痛|噎住|噎着|窒息|喘不上气|喘不过气|呼吸困难|having a stroke|choking|suffocat|struggling to breathe|allergic reaction"), with: []list{someone, anyOf("快|救|120|现在|正|发作|now|help|hurry|please|ambulance|is ")}},
		{trigger: anyOf("触电了|有人触电|触电倒|electrocuted")},
		{trigger: anyOf("蛇|snake"), with: []list{anyOf("咬了|咬到|被咬|bit my|bitten|bit me")}},
		{trigger: anyOf("掉进|掉到|跌进|落水|掉下去|摔下|fell into|fallen into|fell down the|fell in the"), with: []list{someone, anyOf("水池|池子|井|坑|湖|河|泳池|水里|电梯井|楼|pool|pond|shaft|lake|water|manhole|pit"), anyOf("快|救|捞|现在|刚|正|还在|120|now|help|hurry|just|ambulance|rescue|send")}, unless: anyOf("手机掉|钥匙掉|耳机掉|phone fell|keys fell")},
		{trigger: anyOf("打120|叫120|打了120|救护车|打119|打了119|报火警|call an ambulance|need an ambulance|send an ambulance|and an ambulance|ambulance is|called 120|called 119|call 120|call 119|ambulance right now|ambulance now|fire brigade|fire service"), with: []list{anyOf("快|!|正|现在|刚|赶紧|马上|now|hurry|please|quick|urgent|immediately")}, unless: anyOf("进不来|绕|堵|不让|通道|access|could not get in|drill|couldn't get")},
		{trigger: anyOf("漏电|带电|触电|live wire|electric shock|is live"), with: []list{anyOf("电到|被电|电了一下|电了我|一摸就麻|一碰就麻|麻手|手麻|got a shock|got an electric shock|shocked|tingl"), anyOf("水龙头|热水器|淋浴|花洒|洗澡|浴室|洗衣机|孩|娃|tap|shower|water heater|washing machine|child|kid")}, unless: anyOf("静电")},
		{trigger: anyOf("触电|被电倒|电倒|电击|电晕|electrocut"), with: []list{anyOf("倒|不动|救|快|晕|120|now|collapsed|down|help|unconscious|not moving|hurry")}},
		{trigger: anyOf("摔倒|摔了|摔下|摔断|砸到|砸中|砸伤|被砸|撞倒|撞到|被撞|受伤|流血|骨折|动不了|起不来|bleeding|injured|hurt|can't move|cannot move|hit by|fell|broken leg|knocked down"), with: []list{someone, anyOf("快来|快派|快叫|快点|赶紧来|赶紧派|赶快|救护车|120|起不来|动不了|不会动|正在流|躺在地上|right now|hurry|ambulance|lying on|can't get up|cannot get up|can't move|cannot move|send someone|come quick")}},
		// falling
		{trigger: anyOf("坠|塌|垮|倒下来|往下掉|悬在|摇摇欲坠|要掉下来|快掉下来|collaps|hanging by|about to fall|coming down|giving way|toppl"), with: []list{someone, anyOf("刚才|刚刚|正在|现在|马上|还在|斜着|不敢动|快来|疏散|just now|right now|now|about to|any moment|people under|still inside|children under|hurry")}, unless: anyOf("房价|资金|电梯|lift|电话|price|price|信号")},
	}
)

// What takes the danger out of a word.
var (
	pastWords = anyOf("上个月|上月|上周|上星期|上礼拜|上次|上回|去年|前年|昨天|昨晚|昨夜|昨日|前天|前几天|前两天|前段时间|前阵|曾|以前|之前|那次|那天|当时|年前|月前|周前|天前|日前|困过|困了我|过人|过一次|过两次|过三次|过几次|过好几|好几次|经常|时常|老是|总是|三天两头|过火|过烟|last week|last month|last year|last night|last time|last summer|last winter|yesterday|ago|previously|earlier this|was trapped|were trapped|was stuck|were stuck|been trapped|been stuck|used to|keeps|often|every week|was on fire|was stabbed|was attacked|was a fire|in january|in february|in april|in june|in july|in august|in september|in october|in november|in december")
	nowWords  = anyOf("现在|正在|目前|刚|还在|仍|一直|至今|到现在|越来越|此刻|今早|今晚|今天|分钟前|right now|now|still|currently|just|at the moment|this minute|getting stronger|since|minutes ago|seconds ago|minute ago|moments ago|moment ago")
	// Help is called for, or people are already running.
	urgentWords = anyOf("快来|快点|快派|快叫|快去|快报|快上来|快救|赶紧派|赶紧来|赶紧叫|赶快|救命|打120|打119|打110|打了110|打了120|打了119|人都跑|不敢按门铃|right now|hurry|send someone|send help|call the police|come quick|quickly|ambulance|please send|on their way|are your lot")
	overWords   = anyOf("已修好|已经修好|修好了|已处理|已经处理|已解决|已经解决|已脱困|已救出|救出来了|救了出来|扑灭|火灭了|没事了|已康复|已出院|虚惊|误报|put out by|was put out|has been fixed|was fixed|was rescued|were rescued|got out after|was freed|false alarm|has recovered|fully recovered|all fine now|been repaired")
	// Doubt is no fear: 怕是, 可能 and "might be" are not among these.
	feared    = anyOf("担心|害怕|很怕|生怕|就怕|怕着|怕起火|怕发生|怕会|怕万|恐会|恐引|万一|如果|要是|假如|倘|会不会|以防|避免|防止|预防|谨防|早晚|迟早|一旦|隐患|真烧|真着|真要|要不然|否则|免得|容易|会着|会起火|会失火|防着火|防火|in case|what if|if a |if the |if we|if there|if it|might catch|could catch|would catch|risk|prevent|avoid|before it|before someone|rather than|someday|one day|scared of|waiting to happen|fear of")
	rehearsed = anyOf("演习|演练|预案|培训|宣传|讲座|海报|标语|保险|电影|电视剧|小说|模拟|drill|training|exercise|rehearsal|simulat|poster|leaflet|insurance|movie|workshop")
	mentioned = anyOf("咨询|费用|账单|缴费|罚款|知识|课程|游戏|新闻|隔壁小区|别的小区|其他小区|朋友圈|policy|procedure|course|bill|novel|video game|in the news|another estate|other estate|next estate|what happens if|how do i")
	// Denials stand right before the word, or they deny something else.
	denials = []string{"没有", "没", "未", "无", "不是", "并非", "没人", "没有人", "无人", "没有人员", "无人员", "未发生", "没有发生", "没发生", "没有再", "没再", "没闻到", "没有闻到", "任何",
		"no", "not", "not a", "never", "isn't", "wasn't", "isn't a", "wasn't a", "no one", "no one was", "nobody", "nobody was", "nobody is", "without", "can't", "don't", "didn't", "no longer", "any"}
)

func denied(before string) bool {
	before = strings.TrimRight(before, " ")
	for _, d := range denials {
		head, ok := strings.CutSuffix(before, d)
		if ok && (d[0] >= utf8.RuneSelf || head == "" || strings.HasSuffix(head, " ")) {
			return true
		}
	}
	return false
}

// A warning is a danger found in a text.
type warning struct {
	start, end int // bytes of the folded text
	past       bool
}

// Endangered says whether the rules see life in danger now.
func Endangered(text string) bool {
	return slices.ContainsFunc(warnings(read("", text)), func(w warning) bool { return !w.past })
}

// warnings are all dangers said in a text, present or past; feared, denied and
// merely mentioned ones are left out, unless help is called for. Better one
// alarm too many than one too few.
func warnings(r reading) []warning {
	urgent := urgentWords.in(r.folded)
	var found []warning
	for _, d := range dangers {
		if !d.trigger.in(r.folded) {
			continue
		}
		for i, c := range r.clauses {
			start, end := d.trigger.find(c.text)
			if start < 0 || d.unless != nil && d.unless.in(c.text) {
				continue
			}
			breath := r.around(i)
			if !d.met(breath) {
				continue
			}
			now := nowWords.in(c.text) || urgent
			switch {
			case denied(c.text[:start]),
				feared.in(c.text[:end]) && !now,
				(rehearsed.in(r.sentence(i)) || mentioned.in(c.text)) && !urgent:
				continue
			}
			past := pastWords.in(c.text) || overWords.in(breath)
			if i > 0 && r.clauses[i-1].sentence == c.sentence {
				lead := r.clauses[i-1].text
				past = past || pastWords.in(lead) && !nowWords.in(lead)
			}
			found = append(found, warning{c.start + start, c.start + end, past && !now})
		}
	}
	return found
}

func (d danger) met(breath string) bool {
	for _, l := range d.with {
		if !l.in(breath) {
			return false
		}
	}
	return true
}

func (r reading) sentence(i int) string {
	from, to := i, i
	for from > 0 && r.clauses[from-1].sentence == r.clauses[i].sentence {
		from--
	}
	for to+1 < len(r.clauses) && r.clauses[to+1].sentence == r.clauses[i].sentence {
		to++
	}
	last := r.clauses[to]
	return r.folded[r.clauses[from].start : last.start+len(last.text)]
}

// everyday are the small faults of a home, which in a call of few words sound
// to the model like those that flood or trap.
var everyday = anyOf("水龙头|龙头漏|门锁|表没电|门关不上|kitchen tap|tap leaks|tap is leaking|dripping tap|leaky tap|faucet")

// calm says that a text speaks of what is over, feared, rehearsed, denied or
// everyday, so that a learned alarm without a rule behind it is not believed.
func calm(r reading) bool {
	return !urgentWords.in(r.folded) && (pastWords.in(r.folded) || overWords.in(r.folded) || everyday.in(r.folded) ||
		feared.in(r.folded) || rehearsed.in(r.folded) || mentioned.in(r.folded))
}
