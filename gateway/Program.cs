using MsaSample.Gateway;
using MsaSample.ServiceDefaults;

return await ServiceProgram.RunAsync(
    "gateway", args, GatewayApp.Configure, GatewayApp.Map, "--gateway-port", settings => settings.GetValue("Gateway:Port", 8000));
