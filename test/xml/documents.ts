/** Well-formed documents as libvirt and people write them: every construct that XML has but a DOCTYPE. */
export const WELL_FORMED: Readonly<Record<string, string>> = {
  guest: `<domain type='kvm' id='3'>
  <name>vm1</name>
  <uuid>6a3cbb0e-0d0a-4f0e-9a7b-3f6a1c2b4d5e</uuid>
  <metadata>
    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
      <libosinfo:os id="http://debian.org/debian/12"/>
    </libosinfo:libosinfo>
  </metadata>
  <memory unit='KiB'>36700160</memory>
  <currentMemory unit='KiB'>36700160</currentMemory>
  <vcpu placement='static' cpuset='0-9,^4'>8</vcpu>
  <cputune>
    <vcpupin vcpu='0' cpuset='0'/>
    <vcpupin vcpu='1' cpuset='1'/>
  </cputune>
  <numatune>
    <memory mode='strict' nodeset='0'/>
    <memnode cellid="0" mode="strict" nodeset="0-1"/>
  </numatune>
  <os>
    <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
  </os>
  <cpu mode='host-passthrough'>
    <numa>
      <cell id='0' cpus='0-7' memory='35' unit='GiB'>
        <distances><sibling id='0' value='10'/></distances>
      </cell>
    </numa>
  </cpu>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
    <disk type='file' device='disk'>
      <source file='/srv/a &amp; b/&lt;vm1&gt;.qcow2'/>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
</domain>
`,
  declaration: `<?xml version="1.0" encoding="UTF-8" standalone='yes'?>
<!--
WARNING: THIS IS AN AUTO-GENERATED FILE. CHANGES TO IT ARE LIKELY TO BE
OVERWRITTEN AND LOST. Changes to this xml configuration should be made using:
  virsh edit vm1
-->
<?editor wrap="no"?>
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>vm1</name>
  <qemu:commandline><qemu:arg value='-snapshot'/><qemu:env qemu:name="A"/></qemu:commandline>
</domain>
<!-- end -->
<?end?>
`,
  windows:
    "<?xml version='1.0'?>\r\n<domain type='kvm'>\r\n  <title>a\r\nb\rc &#13; d</title>\r\n" +
    "  <a x='1\r\n2\r3\n4\t5 6&#10;7&#9;8'/>\r\n  <![CDATA[x\r\ny]]><!-- a\r\nb --><?p a\r\nb?>\r\n</domain>\r\n",
  references:
    '<a x="&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;&#xe9;">&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;&#xe9; a]]b ]] > c</a>',
  content:
    '<a>x<![CDATA[<b>&amp;]] ></b>]]>y<![CDATA[]]><!----><!-- - --><?p?><?p q?><?xml-style  a="b" ?>z</a>',
  names:
    '<é:ü xmlns:é="urn:a"><_a.b-c·d é:x="1"/><漢字 名="値"/><\u{10400}a\u{10401}/><a:b xmlns:a="u" a:c="d" c="e"/></é:ü>',
  namespaces:
    '<a xmlns="urn:1" xmlns:p="urn:2" b="c" p:b="d" xml:lang="en"><b xmlns="" p:x="y"/><p:b xmlns:p="urn:3"><p:c/></p:b><p:b/><c xmlns="urn:4"><d/></c><xml:e/></a>',
  spaces: '<a  b = "c"\n\td\n=\n\'e\'\n><b\t/><c ></c ><d\n></d\n></a\t>',
  values: `<a b="it's" c='"x"' d=">" e="/>" f="" g=" a  b " h="a=b" i="'"/>`,
  smallest: '<a/>',
};
