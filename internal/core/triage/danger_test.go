package triage_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/terms"
)

var lifeInDangerNow = []string{
	"水龙头漏电，一摸就麻",
	"热水器漏电电到孩子了",
	// trapped
	"我和孩子被困在电梯里了，快派人来",
	"电梯停在六楼不动，里面关着三个人，按铃没人理",
	"有人关在电梯里出不来",
	"3栋2单元电梯困人",
	"電梯困人，裡面有老人",
	"老人被困在轿厢里，已经半小时了",
	"电梯卡在五楼和六楼之间，里面有个孕妇一直在喊",
	"昨天刚修过的电梯，现在又把我困在里面了",
	"I'm stuck in the lift between 4 and 5, nobody answers the bell",
	"People are trapped in the elevator in tower C",
	"My mother can't get out of the lift",
	"小孩的手被闸门夹住了，拔不出来，快来人",
	"宝宝被反锁在车里了，天这么热",
	// gas
	"厨房里有很浓的煤气味",
	"楼道里一股燃气味，越来越浓",
	"天然气泄漏，整个单元都闻到",
	"好像是煤气漏了，头有点晕",
	"从昨天开始楼道一直有煤气味",
	"燃气报警器响个不停，燃气表那里嘶嘶响",
	"I can smell gas on the staircase",
	"There is a strong smell of gas in the hallway, getting stronger",
	"gas leak in the kitchen of 4B",
	// fire
	"配电箱着火了",
	"地库有辆电动车起火，浓烟滚滚",
	"楼上厨房冒烟，火苗都出来了",
	"垃圾房在烧，黑烟往上窜",
	"隔壁阳台烧起来了",
	"电表箱一直冒火星，还有烟",
	"The bin store is on fire",
	"Smoke is coming out of the meter cupboard",
	"There are flames on the balcony above us",
	"大楼着火了怎么办，消防门锁着出不去",
	// water with people or switchgear
	"地下车库进水了，水快淹到配电房",
	"地库水位已经过膝，还有人在里面挪车",
	"暴雨灌进配电间，配电柜都泡了，水往里灌",
	"Water is pouring into the electrical room",
	"The basement is flooding and people are still inside",
	// violence
	"门口有人拿刀追人",
	"有个男的持械闯进大堂，见人就打",
	"楼上男的在打老婆，女的喊救命",
	"几个人正在殴打保安，快报警",
	"A man with a knife is in the lobby",
	"Two men are fighting in the garage and one is bleeding, please send security",
	"有人站在天台边要跳楼",
	// poisoned water
	"自来水有农药味，我妈喝了以后一直吐，送医院了",
	"The tap water smells of diesel and my kids are vomiting",
	// hurt now
	"有个大爷晕倒在花园里，叫不醒",
	"孩子掉进水池里了，快来救",
	"An old man collapsed on the stairs and is not breathing",
	"保洁阿姨触电倒地了，快来人",
	"壁挂炉好像漏烟，我头晕想吐，老公昏倒了",
	"快叫救护车，有人从楼梯摔下来了，动不了",
	"快递员被困在电梯里",
	"遛狗的大爷晕倒了，叫不醒",
	"电梯困人，里面灯也灭了",
	"麻烦看一下，打电话没人接，厨房冒烟了",
	"怕是煤气漏了，味道很大",
	"There might be a gas leak on floor 6",
	"Could someone check, there is a smell of gas in the hall",
	"My son got stuck in the lift, he is crying",
	"Smoke started coming out of the shaft ten minutes ago, smoke is everywhere",
	"I'm stuck in the lift with my dog",
	"昨天刚修好了的电梯现在又困人了",
	"烟头把垃圾桶点着火了",
	"请问你们管不管，楼里全是煤气味",
	"电梯坏了里面有两个小孩在哭",
	"梯门打不开，我们五个人在里头快闷死了",
	"有人打架，都见血了",
	"一个醉汉拿着啤酒瓶砸人",
	"孩子头卡在栏杆里了",
	"水喝了拉肚子，好几户都这样，怀疑水被污染",
	"二楼阳台掉下来一个人",
	"有个女的站在楼顶要跳",
	"Elevator stopped, we're inside, three people, no answer on intercom",
	"Someone is being attacked at the north gate",
	"A kid fell into the pond",
	"Help, my neighbour collapsed in the corridor",
	"Strong gas odour in the basement",
	"有人触电了",
	"我被锁在天台下不来了",
	"Fire in flat 902!",
	"My toddler is locked in the bathroom and the water is running",
	"家里爬进一条蛇，咬了我老婆",
	"有人被人用刀划伤",
	"电梯突然停电停住，我们一家三口在里面，求救按钮按了没用",
	"楼道有股臭鸡蛋味，像是煤气",
	"隔壁传来烧焦味和烟，敲门没人应",
	"地下室灌满水了，保洁住在里面",
	"有男的在砸我门说要杀了我",
	"我老婆被楼上掉下的花盆砸中头，满脸是血",
	"老人倒在电梯口，脸色发白，没反应",
	"泳池有小孩沉下去了",
	"施工脚手架塌了，压到工人",
	"The lift is stuck and there's an elderly woman inside",
	"There's a burning car in the garage",
	"Water is up to the sockets in the basement and my son is down there",
	"A drunk man is threatening people with a broken bottle",
	"A worker fell off the scaffolding",
	"外墙一大块正在往下掉，下面有小孩在玩，快坠下来了",
}

// waterOnElectricity is no less than high: nobody is hurt yet.
var waterOnElectricity = []string{
	"开关面板在滴水，会不会触电",
	"厨房插座旁边墙面渗水",
	"楼上漏水流到配电箱上",
	"天花板漏水滴在插排上",
	"灯里面有水在滴",
	"洗衣机旁边插座泡水了",
	"洗澡的时候被电了一下",
	"卫生间开关一摸麻手",
	"There is water running down next to the power outlet",
	"The wall switch is wet and tingles when touched",
	"The shower gives me a shock",
}

func TestWaterOnElectricityIsAtLeastHigh(t *testing.T) {
	c := shipped(t)
	for _, text := range waterOnElectricity {
		require.GreaterOrEqual(t, c.Suggest("", text).Severity.Rank(), terms.High.Rank(), text)
	}
	for _, text := range []string{"电梯按钮有静电", "电费漏抄了一个月", "The switch plate in the hall is cracked"} {
		require.Less(t, c.Suggest("", text).Severity.Rank(), terms.High.Rank(), text)
	}
}

var noDangerNow = []string{
	"上个月电梯困过人，到现在没有说法",
	"去年电梯困了我半小时，要求公开维保记录",
	"担心着火，希望清理楼道杂物",
	"万一着火了往哪里跑",
	"小区什么时候组织消防演习",
	"消防演习的时候有人喊着火了，吓了一跳",
	"燃气费账单不对，多收了两个月",
	"没有煤气味了，谢谢师傅",
	"厨房没有着火，是邻居看错了",
	"热水器点不着火",
	"邻居在楼道抽烟冒烟",
	"楼下烧烤店油烟往我家冒",
	"烟感一直误报警",
	"锦旗感谢保安小李，上周我妈晕倒他第一时间施救",
	"车位被占，我的车被困在里面出不来",
	"物业人员拿着刀片铲广告",
	"电梯里面有人抽烟",
	"有人在电梯里面贴广告",
	"电梯关着门等很久",
	"工人在电梯里卡着门搬东西",
	"保安不让快递员进来",
	"客服态度差，气得我快晕倒",
	"请求救助困难户",
	"Smoke alarm battery is low",
	"The gate is stuck open",
	"困难家庭能不能减免物业费",
	"楼上太吵，严重困扰我们休息",
	"电梯广告声音太大",
	"树枝被砍，要求说明",
	"如果电梯困人应该打哪个电话，咨询一下",
	"前几天车库积水，鞋子湿了",
	"卡在门禁这里进不去，门禁卡失效",
	"昨晚楼下有人打架，已经解决",
	"灭火器过期了没人换",
	"Please schedule a fire drill for the tower",
	"The fire door does not close",
	"Last month I was trapped in the lift for twenty minutes",
	"My gas bill is wrong",
	"No smoke, no fire, just a faulty detector",
	"I'm worried the old wiring might catch fire one day",
	"Thank you to the guard who rescued my son when he was stuck in the lift",
	"The lift display is stuck on floor three",
	"The neighbour's cigarette smoke comes into my flat",
	"I feel trapped in this contract",
	"厨房水龙头漏水",
	"厨房水龙头滴水，请派人来修",
	"水龙头坏了",
	"家里停电了，请来看看",
	"消防通道被堵，停了车",
	"空调坏了，麻烦快点派人来",
	"The kitchen tap leaks, please send a plumber",
	"Please repair the door lock",
	"门锁坏了打不开",
	"燃气表没电了",
	"电梯门关不上",
	"The kitchen tap is dripping",
}

func TestLifeInDangerNowIsCritical(t *testing.T) {
	c := shipped(t)
	for _, text := range lifeInDangerNow {
		s := c.Suggest("", text)
		require.Equal(t, terms.Critical, s.Severity, text)
		require.NotEmpty(t, s.Because, text)
		require.Equal(t, terms.Critical, c.Suggest(text, "").Severity, "as a title: %s", text)
		require.Equal(t, terms.Critical, c.Suggest("来电", "你好，我是3幢的业主。"+text+"。电话199-0000-1234").Severity, "among other words: %s", text)
	}
}

func TestPastFearedDeniedOrMentionedDangerIsNotCritical(t *testing.T) {
	c := shipped(t)
	for _, text := range noDangerNow {
		require.NotEqual(t, terms.Critical, c.Suggest("", text).Severity, text)
	}
}
