package paper

import "strings"

var (
	capitalDigits = []rune("零壹贰叁肆伍陆柒捌玖")
	smallUnits    = []string{"", "拾", "佰", "仟"}
	groupUnits    = []string{"", "万", "亿", "万亿", "亿亿"}
)

// Capitals writes an amount as it stands on vouchers (金额大写):
// 100,307 fen is 壹仟零叁元零柒分.
func Capitals(fen int64) string {
	if fen < 0 {
		return "负" + Capitals(-fen)
	}
	yuan, jiao, rest := fen/100, fen/10%10, fen%10
	var out strings.Builder
	if yuan > 0 || jiao == 0 && rest == 0 {
		out.WriteString(capitalYuan(yuan))
		out.WriteString("元")
	}
	switch {
	case jiao == 0 && rest == 0:
		out.WriteString("整")
		return out.String()
	case jiao > 0:
		out.WriteRune(capitalDigits[jiao])
		out.WriteString("角")
	case yuan > 0:
		out.WriteString("零")
	}
	if rest > 0 {
		out.WriteRune(capitalDigits[rest])
		out.WriteString("分")
	} else {
		out.WriteString("整")
	}
	return out.String()
}

// capitalYuan writes a whole number: zeros within are said once, those that end
// a group of four not at all.
func capitalYuan(n int64) string {
	if n == 0 {
		return "零"
	}
	var groups []int64
	for ; n > 0; n /= 10_000 {
		groups = append(groups, n%10_000)
	}
	var out strings.Builder
	gap := false // a zero waits to be said before the next digit
	for i := len(groups) - 1; i >= 0; i-- {
		g := groups[i]
		if g == 0 {
			gap = out.Len() > 0
			continue
		}
		for p, unit := 3, int64(1000); p >= 0; p, unit = p-1, unit/10 {
			digit := g / unit % 10
			if digit == 0 {
				gap = out.Len() > 0
				continue
			}
			if gap {
				out.WriteString("零")
				gap = false
			}
			out.WriteRune(capitalDigits[digit])
			out.WriteString(smallUnits[p])
		}
		out.WriteString(groupUnits[i])
		gap = false
		if g%10 == 0 && i > 0 && groups[i-1] >= 1000 {
			gap = true // 10 in front of a full group: 壹拾万零壹仟
		}
	}
	return out.String()
}
